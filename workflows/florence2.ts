import { ApplicationFailure } from '@temporalio/common';
import { plan, planOptions } from '../recipes/florence2/plan.ts';
import { trainingActivities } from './activities.ts';
import { campaignInBarriers } from './campaign-in-barriers.ts';
import type { RoundMethod } from './round-method.ts';
import type { CampaignOutcome, CampaignStart, SealedStageOutcome } from './shapes.ts';

/**
 * Florence-2's annotation engine (arXiv 2311.06242): annotated by specialists and models, filtered, merged with people's labels,
 * measured on the gold set; the round is accepted, or the one before it stays.
 */
export async function florence2(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

/** One round; with training, later ones begin with a model trained on what is accepted (paper, section 4.3). */
export const florence2Round: RoundMethod = async (stages) => {
  const { campaign, round, revision, operations, heartbeatSeconds } = stages;
  const { training, audit } = planOptions.parse(stages.outline);
  if (training && round > 1) {
    const { trainModel, serveModel } = trainingActivities(heartbeatSeconds);
    const task = (stage: string) => ({ campaign, round, stage, revision, operations: operations() });
    demandRecords(await stages.whole('select'));
    await stages.own('train', () => trainModel(task('train')));
    await stages.own('serve', () => serveModel(task('serve')));
  }
  await stages.map('annotate');
  await stages.map('filter');
  await stages.whole('merge');
  if (audit) {
    await stages.whole('sample');
    if (audit.judge) await stages.map('judge');
    await stages.map('audit');
    await stages.review('audit', audit.hours);
  }
  await stages.whole('evaluate');
  const { facts } = await stages.whole('settle');
  const reason = String(facts['reason']);
  await stages.decide(facts['accepted'] === true ? 'accept' : 'reject', reason);
  return { done: facts['done'] === true, reason };
};

function demandRecords({ round, facts }: SealedStageOutcome): void {
  if (facts['records'] !== 0) return;
  throw ApplicationFailure.nonRetryable(
    `nothing_to_train: round ${round} has no annotated picture outside the gold set to train on; annotate more pictures, or leave options.training out.`,
    'nothing_to_train',
  );
}

import { ApplicationFailure } from '@temporalio/common';
import { plan, planOptions } from '../recipes/star/plan.ts';
import { trainingActivities } from './activities.ts';
import { campaignInBarriers } from './campaign-in-barriers.ts';
import type { RoundMethod } from './round-method.ts';
import type { CampaignOutcome, CampaignStart, SealedStageOutcome } from './shapes.ts';

/** STaR (arXiv 2203.14465): iterations of rationales, training and evaluation, until dev accuracy stops rising. */
export async function star(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

/** One iteration (paper, algorithm 1): attempts, attempts with a hint at what failed, training, serving, dev accuracy. */
export const starRound: RoundMethod = async (stages) => {
  const { campaign, round, revision, operations, heartbeatSeconds } = stages;
  const { rationalize, keepNegatives, trainer, serve } = planOptions.parse(stages.outline);
  const { trainModel, serveModel } = trainingActivities(heartbeatSeconds);
  const task = (stage: string) => ({ campaign, round, stage, revision, operations: operations() });
  const loops = trainer !== 'none' && serve !== 'none';

  if (loops && round === 1) await stages.map('baseline');
  await stages.map('generate');
  if (rationalize) await stages.map('rationalize');
  if (keepNegatives) await stages.whole('negatives');
  demandRecords(await stages.whole('select'));
  if (trainer === 'none') return { done: true, reason: 'training set made' };
  await stages.own('train', () => trainModel(task('train')));
  if (serve === 'none') return { done: true, reason: 'trained' };
  await stages.own('serve', () => serveModel(task('serve')));
  await stages.map('evaluate');
  const { stop } = (await stages.whole('assess')).facts;
  await stages.whole('release');
  return typeof stop === 'string' && stop !== '' ? { done: true, reason: stop } : { done: false };
};

/** Nothing to train on: the loop cannot begin, or has forgotten everything. */
function demandRecords({ round, facts }: SealedStageOutcome): void {
  if (facts['records'] !== 0) return;
  throw ApplicationFailure.nonRetryable(
    `base_too_weak: iteration ${round} gave no right rationale in ${String(facts['attempted'])} problems; try a stronger base model, ` +
      'easier problems, options.fewShot: always, options.rationalize: true, or more options.samplesPerProblem at a higher options.temperature.',
    'base_too_weak',
  );
}

import { plan } from '../recipes/florence2/plan.ts';
import { campaignInBarriers } from './campaign-in-barriers.ts';
import type { RoundMethod } from './round-method.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/**
 * Florence-2's annotation engine (arXiv 2311.06242): annotated by specialists and models, filtered, merged with people's labels,
 * measured on the gold set; the round is accepted, or the one before it stays.
 */
export async function florence2(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

export const florence2Round: RoundMethod = async (stages) => {
  await stages.map('annotate');
  await stages.map('filter');
  await stages.whole('merge');
  await stages.whole('evaluate');
  const { facts } = await stages.whole('settle');
  const reason = String(facts['reason']);
  await stages.decide(facts['accepted'] === true ? 'accept' : 'reject', reason);
  return { done: facts['done'] === true, reason };
};

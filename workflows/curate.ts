import { plan, planOptions } from '../recipes/curate/plan.ts';
import { campaignInBarriers } from './campaign-in-barriers.ts';
import type { RoundMethod } from './round-method.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/** From cheap to dear: rules, duplicates, leaks, the judge, people. */
export const curateRound: RoundMethod = async (stages) => {
  const { review } = planOptions.parse(stages.outline);
  await stages.map('inspect');
  await stages.whole('deduplicate');
  await stages.whole('decontaminate');
  await stages.map('judge');
  await stages.map('flag');
  await stages.review('flag', review.hours);
  await stages.whole('release');
  return { done: true };
};

/** Cleans a dataset in one round. */
export async function curate(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

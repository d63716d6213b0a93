import { plan } from '../recipes/mix/plan.ts';
import { campaignInBarriers } from './campaign-in-barriers.ts';
import type { RoundMethod } from './round-method.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/** Data mix and packing of InternVL 2.5 (arXiv 2412.05271): samples are measured, mixed and packed for its trainer. */
export async function mix(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

export const mixRound: RoundMethod = async (stages) => {
  await stages.map('measure');
  await stages.whole('mix');
  if (plan.stages(stages.round, stages.outline).some(({ name }) => name === 'pack')) await stages.whole('pack');
  return { done: true };
};

import { plan } from '../recipes/contrastive/plan.ts';
import { campaignInBarriers } from './campaign-in-barriers.ts';
import type { RoundMethod } from './round-method.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/** Retrieval data: pictures are described, hard negatives mined among all of them, and each negative verified. */
export async function contrastive(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

export const contrastiveRound: RoundMethod = async (stages) => {
  await stages.map('describe');
  await stages.whole('mine');
  await stages.map('verify');
  return { done: true };
};

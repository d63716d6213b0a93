import { plan } from '../recipes/mmevol/plan.ts';
import { campaignInLanes } from './campaign-in-lanes.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/**
 * MMEvol (arXiv 2409.05840): over the rounds, each image's newest list of instructions is evolved by a drawn operator and
 * the items that did not improve are eliminated; an image that lost all goes on from the list before.
 */
export async function mmevol(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInLanes(start, plan.stages[0]);
}

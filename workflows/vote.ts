import { plan } from '../recipes/vote/plan.ts';
import { campaignInLanes } from './campaign-in-lanes.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/** Test-time scaling of InternVL 2.5 (arXiv 2412.05271): each question is answered several times, and the answers vote. */
export async function vote(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInLanes(start, plan.stages[0]);
}

import { plan } from '../recipes/generate/plan.ts';
import { campaignInLanes } from './campaign-in-lanes.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/** One prompt a row, one answer a row. */
export async function generate(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInLanes(start, plan.stages[0]);
}

import { storeActivities } from './activities.ts';
import { lessSpent, type Allowance } from './budget.ts';
import type { CampaignStart, Step } from './shapes.ts';

/** The budget less what earlier runs of the campaign have bought; undefined without one. */
export async function budgetLeft(start: CampaignStart, steps: readonly Step[]): Promise<Allowance | undefined> {
  const { campaign, budget, revision, heartbeatSeconds } = start;
  if (!budget) return undefined;
  const spent = await storeActivities(heartbeatSeconds).spentSoFar({ campaign, steps, revision });
  return lessSpent(budget, spent);
}

import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import type { Budget } from '../../activities/campaigns/budget.ts';
import { readOperations } from '../../activities/campaigns/operations.ts';
import type { Allowance } from '../../workflows/budget.ts';
import { campaignProgressQuery, operationsUpdate } from '../../workflows/messages.ts';
import { workflowIdOf } from './known-campaign.ts';
import { answered } from './answered.ts';

/** Tells a running campaign which operations count from now on; says nothing where they count already. */
export async function operateRun(
  client: Client,
  store: ArtifactStore,
  campaign: string,
  operations: number,
): Promise<void> {
  const handle = client.workflow.getHandle(workflowIdOf(campaign));
  const progress = await answered(handle.query(campaignProgressQuery));
  if (progress.operations === operations) return;
  const before = await readOperations(store, campaign, progress.operations);
  const { window, budget } = await readOperations(store, campaign, operations);
  const raise = raised(before.budget, budget);
  await answered(
    handle.executeUpdate(operationsUpdate, {
      args: [
        { id: randomUUID(), kind: 'operations', operations },
        { window, ...(raise ? { raise } : {}) },
      ],
    }),
  );
}

/** What new operations add to a budget that was there before; a budget set for the first time counts from the next run. */
function raised(before: Budget | undefined, after: Budget | undefined): Allowance | undefined {
  if (!before || !after) return undefined;
  const more = (['requests', 'tokens', 'cost'] as const).flatMap((dimension) => {
    const [from, to] = [before[dimension], after[dimension]];
    return from === undefined || to === undefined ? [] : [[dimension, to - from] as const];
  });
  return { ...Object.fromEntries(more), ...(after.until ? { until: after.until } : {}) };
}

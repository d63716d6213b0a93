import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import { readOperations } from '../../activities/campaigns/operations.ts';
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
  const { window } = await readOperations(store, campaign, operations);
  await answered(
    handle.executeUpdate(operationsUpdate, {
      args: [{ id: randomUUID(), kind: 'operations', operations }, { window }],
    }),
  );
}

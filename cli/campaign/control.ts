import { randomUUID } from 'node:crypto';
import type { UpdateDefinition } from '@temporalio/common';
import type { CampaignProgress, DecisionMade } from '../../workflows/shapes.ts';
import { MmsynthError } from '../../activities/errors.ts';
import type { Session } from '../session.ts';
import { answered } from './answered.ts';
import { knownCampaign, newestRun, workflowIdOf } from './known-campaign.ts';

/** Sends a control verb to a running campaign; it is recorded in the store before it takes effect. */
export async function control(
  session: Session,
  campaign: string,
  update: UpdateDefinition<CampaignProgress, [DecisionMade]>,
  kind: DecisionMade['kind'],
  reason: string | undefined,
): Promise<CampaignProgress> {
  await knownCampaign(session.store(), campaign);
  const client = await session.client();
  const run = await newestRun(client, campaign);
  if (run?.status.name !== 'RUNNING') {
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' has no run to ${kind}; \`mmsynth status ${campaign}\` says how it stands.`,
    );
  }
  const handle = client.workflow.getHandle(workflowIdOf(campaign));
  const decision: DecisionMade = { id: randomUUID(), kind, ...(reason === undefined ? {} : { reason }) };
  return answered(handle.executeUpdate(update, { args: [decision] }));
}

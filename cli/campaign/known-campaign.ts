import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import { readIdentity, type Identity } from '../../activities/campaigns/identity.ts';
import { MmsynthError } from '../../activities/errors.ts';

export const workflowIdOf = (campaign: string): string => `campaign/${campaign}`;

/** Throws `campaign_not_found`, naming the store that was looked in. */
export async function knownCampaign(store: ArtifactStore, campaign: string): Promise<Identity> {
  const identity = await readIdentity(store, campaign);
  if (!identity)
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' is not in ${store.address}; \`mmsynth list\` shows what is.`,
    );
  return identity;
}

/** The campaign's newest run, or undefined where Temporal knows none. */
export async function newestRun(client: Client, campaign: string): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.workflow.getHandle(workflowIdOf(campaign)).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

import { TypedSearchAttributes } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import { readManifest } from '../../activities/artifacts/manifest.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import { readOperations } from '../../activities/campaigns/operations.ts';
import type { Identity } from '../../activities/campaigns/identity.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import { queuePrefix, taskQueue } from '../../temporal.config.ts';
import type { CampaignStart, DecisionMade } from '../../workflows/shapes.ts';
import {
  campaignAttribute,
  recipeAttribute,
  roundAttribute,
  stateAttribute,
} from '../../workflows/search-attributes.ts';
import { workflowIdOf } from './known-campaign.ts';
import { uselessSeed } from './useless-seed.ts';

export interface RunToStart {
  readonly identity: Identity;
  readonly operations: number;
  readonly revision: number;
  readonly decision: DecisionMade;
}

/** Starts a campaign's workflow on its sealed import, or finds it running. */
export async function startRun(
  client: Client,
  store: ArtifactStore,
  { identity, operations, revision, decision }: RunToStart,
): Promise<void> {
  const { campaign, recipe, options, shardItems } = identity;
  const imported = await readManifest(store, { campaign, round: 0, stage: 'import' }, 1);
  if (!imported)
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' has no finished import; run \`mmsynth launch\` with its spec again.`,
    );
  if (imported.counts.kept === 0) throw await uselessSeed(store, imported);
  const { window, heartbeatSeconds, budget } = await readOperations(store, campaign, operations);
  const { plan } = recipeNamed(recipe);
  const rounds = plan.rounds(options);
  const shards = imported.shards.length;
  const start: CampaignStart = {
    v: 1,
    campaign,
    recipe,
    rounds,
    shards,
    shardItems,
    window,
    heartbeatSeconds,
    operations,
    revision,
    ...(budget ? { budget } : {}),
    ...(plan.shape === 'barriers' ? { outline: plan.outline(options) } : {}),
    decision,
  };
  await client.workflow.start(recipe, {
    workflowId: workflowIdOf(campaign),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    taskQueue: taskQueue(queuePrefix(), 'workflows'),
    args: [start],
    staticSummary: `${recipe} of ${imported.counts.kept} items in ${shards} shards, ${rounds} round${rounds === 1 ? '' : 's'}`,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: campaignAttribute, value: campaign },
      { key: recipeAttribute, value: recipe },
      { key: roundAttribute, value: 1 },
      { key: stateAttribute, value: 'running' },
    ]),
  });
}

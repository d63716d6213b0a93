import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CampaignProgress, DecisionMade, PartitionProgress } from './shapes.ts';

/** Control verbs of a campaign: validated, recorded in the store before they take effect, answered with the state after. */
export const pauseUpdate = defineUpdate<CampaignProgress, [DecisionMade]>('pause');
export const unpauseUpdate = defineUpdate<CampaignProgress, [DecisionMade]>('unpause');
export const cancelUpdate = defineUpdate<CampaignProgress, [DecisionMade]>('cancel');
/** New operations: their number, and the window in items. */
export const operationsUpdate = defineUpdate<CampaignProgress, [DecisionMade, { readonly window: number }]>(
  'operations',
);

export const campaignProgressQuery = defineQuery<CampaignProgress>('progress');
export const partitionProgressQuery = defineQuery<PartitionProgress>('partition-progress');

/** Campaign to partition. */
export const holdSignal = defineSignal<[{ readonly paused: boolean }]>('hold');
export const adjustSignal = defineSignal<[{ readonly width: number; readonly operations: number }]>('adjust');
/** Partition to campaign: all its shards are through a round. */
export const roundReachedSignal =
  defineSignal<[{ readonly partition: number; readonly round: number }]>('round-reached');

import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Allowance } from './budget.ts';
import type { CampaignProgress, DecisionMade, PartitionProgress, RoundProgress, Step } from './shapes.ts';

/** Control verbs of a campaign: validated, recorded in the store before they take effect, answered with the state after. */
export const pauseUpdate = defineUpdate<CampaignProgress, [DecisionMade]>('pause');
export const unpauseUpdate = defineUpdate<CampaignProgress, [DecisionMade]>('unpause');
/** Records only: the run ends as cancelled by Temporal's own cancel, which follows. */
export const cancelUpdate = defineUpdate<CampaignProgress, [DecisionMade]>('cancel');
/** New operations: their number, the window in items, and what is added to the budget. */
export const operationsUpdate = defineUpdate<
  CampaignProgress,
  [DecisionMade, { readonly window: number; readonly raise?: Allowance }]
>('operations');

export const campaignProgressQuery = defineQuery<CampaignProgress>('progress');
export const roundProgressQuery = defineQuery<RoundProgress>('round-progress');
export const partitionProgressQuery = defineQuery<PartitionProgress>('partition-progress');

/** Campaign to round to partition. */
export const holdSignal = defineSignal<[{ readonly paused: boolean }]>('hold');
export const adjustSignal = defineSignal<[{ readonly width: number; readonly operations: number }]>('adjust');
/** Campaign to round: the window is that of the whole campaign. */
export const changeSignal = defineSignal<[{ readonly window: number; readonly operations: number }]>('change');
/** Partition to its parent: all its shards are through a step. */
export const stepReachedSignal = defineSignal<[Step & { readonly partition: number }]>('step-reached');
/** Campaign to round, parent to partition: more of the budget. Parent to partition: there is none left anywhere. */
export const grantSignal = defineSignal<[Allowance]>('grant');
export const budgetEndSignal = defineSignal<[{ readonly reason: string }]>('budget-end');
/** Partition to its parent: its part of the budget is spent and its shards need more. */
export const poolSpentSignal = defineSignal<[{ readonly partition: number }]>('pool-spent');
/** Command to round: people have said all they will about what a stage flagged. */
export const reviewedSignal = defineSignal<[{ readonly stage: string }]>('reviewed');

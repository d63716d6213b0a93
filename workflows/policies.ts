import type { RetryPolicy } from '@temporalio/common';

/** Roles of workers; each polls a task queue of its own. */
export const roles = ['workflows', 'inference', 'cpu', 'training'] as const;
export type Role = (typeof roles)[number];

/** @default 'mmsynth'; set MMSYNTH_QUEUES where two stores share one Temporal namespace */
export const defaultQueuePrefix = 'mmsynth';

export const taskQueue = (prefix: string, role: Role): string => `${prefix}-${role}`;

/** The queue of a role beside the one a workflow runs on. */
export const siblingQueue = (workflowQueue: string, role: Role): string =>
  `${workflowQueue.slice(0, workflowQueue.lastIndexOf('-'))}-${role}`;

/** Failure types that asking again does not mend: the campaign fails with them and `resume` goes on once they are mended. */
export const fatalTypes = [
  'artifact_damaged',
  'endpoint_rejects',
  'store_refused',
  'campaign_not_found',
  'corpus_not_found',
  'spec_invalid',
] as const;

/** A shard waits out endpoints and stores inside its attempt; what ends an attempt is a lost worker or a bug, so back off slowly. */
export const shardRetry: RetryPolicy = {
  initialInterval: '1s',
  backoffCoefficient: 2,
  maximumInterval: '1 minute',
  nonRetryableErrorTypes: [...fatalTypes],
};

/** A training that failed, or a trainer that refuses: the iteration stops with its message, and `resume` tries again from there. */
export const trainingRetry: RetryPolicy = {
  ...shardRetry,
  nonRetryableErrorTypes: [...fatalTypes, 'training_failed', 'trainer_rejects', 'model_not_served'],
};

/** A training may take days; a worker that dies meanwhile is noticed by its heartbeat. */
export const trainingStartToClose = '14 days';

/** One attempt may wait for an endpoint over a night; a dead worker is noticed by its heartbeat, not by this. */
export const shardStartToClose = '24 hours';

/** A whole stage may read millions of rows; seals and decisions are short, and a store that is down is waited for inside. */
export const sealStartToClose = '24 hours';

/** Shards a partition holds at least, so that small campaigns have one. */
const shardsPerPartition = 512;
/** Partitions at most: enough that one handing over to its next run does not empty the window. */
const mostPartitions = 8;

export function partitionsOf(shards: number): number {
  return Math.max(1, Math.min(mostPartitions, Math.ceil(shards / shardsPerPartition)));
}

/** Lanes of a partition at most: Temporal refuses a run more than 2,000 pending activities, and such a run is stuck. */
const mostLanes = 500;

/** Shards in work at once in each partition, from the campaign's window in items. */
export function laneWidth(windowItems: number, shardItems: number, partitions: number): number {
  return Math.min(mostLanes, Math.max(1, Math.ceil(windowItems / shardItems / partitions)));
}

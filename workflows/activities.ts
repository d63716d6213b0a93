import { proxyActivities, workflowInfo, type ActivityInterfaceFor } from '@temporalio/workflow';
import type { Activities } from '../activities/activities.ts';
import {
  sealStartToClose,
  shardRetry,
  shardStartToClose,
  siblingQueue,
  trainingRetry,
  trainingStartToClose,
} from './policies.ts';

/** The shard runner, on the workers that hold the endpoints' gates. */
export function inferenceActivities(heartbeatSeconds: number): ActivityInterfaceFor<Pick<Activities, 'runShard'>> {
  return proxyActivities<Pick<Activities, 'runShard'>>({
    taskQueue: siblingQueue(workflowInfo().taskQueue, 'inference'),
    startToCloseTimeout: shardStartToClose,
    heartbeatTimeout: heartbeatSeconds * 1000,
    retry: shardRetry,
    // A campaign that is cancelled has let go of its requests and journaled its answers.
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  });
}

type StoreActivities = Pick<
  Activities,
  'openStage' | 'runWholeStage' | 'sealRound' | 'recordDecision' | 'spentSoFar' | 'countUnreviewed'
>;

/** Whole stages, seals and records, on the workers that need no endpoint. */
export function storeActivities(heartbeatSeconds: number): ActivityInterfaceFor<StoreActivities> {
  return proxyActivities<StoreActivities>({
    taskQueue: siblingQueue(workflowInfo().taskQueue, 'cpu'),
    startToCloseTimeout: sealStartToClose,
    heartbeatTimeout: heartbeatSeconds * 1000,
    retry: shardRetry,
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  });
}

type TrainingActivities = Pick<Activities, 'trainModel' | 'serveModel'>;

/** Training and serving, on the workers that reach the trainer. */
export function trainingActivities(heartbeatSeconds: number): ActivityInterfaceFor<TrainingActivities> {
  return proxyActivities<TrainingActivities>({
    taskQueue: siblingQueue(workflowInfo().taskQueue, 'training'),
    startToCloseTimeout: trainingStartToClose,
    heartbeatTimeout: heartbeatSeconds * 1000,
    retry: trainingRetry,
    // A cancelled campaign has cancelled its job.
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  });
}

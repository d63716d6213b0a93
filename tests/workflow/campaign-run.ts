import { randomUUID } from 'node:crypto';
import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { taskQueue } from '../../workflows/policies.ts';
import type { mmevol } from '../../workflows/mmevol.ts';
import type { CampaignStart, DecisionMade } from '../../workflows/shapes.ts';
import type { ScriptedActivities } from './scripted-activities.ts';

export const decision = (kind: DecisionMade['kind'], fields: Partial<DecisionMade> = {}): DecisionMade => ({
  id: randomUUID(),
  kind,
  ...fields,
});

export interface RunningWorkers {
  stop(): Promise<void>;
}

/** Workers of every role on queues of their own. */
export async function startWorkers(
  temporal: TestWorkflowEnvironment,
  workflowBundle: WorkflowBundleWithSourceMap,
  { activities }: ScriptedActivities,
  queues: string,
): Promise<RunningWorkers> {
  const shared = { connection: temporal.nativeConnection, shutdownForceTime: '5s' };
  const { runShard, trainModel, serveModel, ...ofStore } = activities;
  const workers = await Promise.all([
    Worker.create({ ...shared, taskQueue: taskQueue(queues, 'workflows'), workflowBundle }),
    Worker.create({
      ...shared,
      taskQueue: taskQueue(queues, 'inference'),
      activities: { runShard },
      maxHeartbeatThrottleInterval: 100,
      defaultHeartbeatThrottleInterval: 100,
    }),
    Worker.create({ ...shared, taskQueue: taskQueue(queues, 'cpu'), activities: ofStore }),
    Worker.create({ ...shared, taskQueue: taskQueue(queues, 'training'), activities: { trainModel, serveModel } }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
    },
  };
}

export type CampaignHandle = WorkflowHandleWithFirstExecutionRunId<typeof mmevol>;

/** Starts a campaign of one item a shard, so that the window counts shards. */
export function startCampaign(
  temporal: TestWorkflowEnvironment,
  queues: string,
  fields: Partial<CampaignStart> & { readonly shards: number; readonly window: number },
): Promise<CampaignHandle> {
  const campaign = queues;
  const start: CampaignStart = {
    v: 1,
    campaign,
    recipe: 'mmevol',
    rounds: 3,
    shardItems: 1,
    heartbeatSeconds: 5,
    operations: 1,
    revision: 1,
    decision: decision('launch'),
    ...fields,
  };
  return temporal.client.workflow.start<typeof mmevol>(start.recipe, {
    workflowId: `campaign/${campaign}`,
    taskQueue: taskQueue(queues, 'workflows'),
    args: [start],
  });
}

/** `round/shard` of all rounds and shards. */
export const allShards = (rounds: number, shards: number): string[] =>
  Array.from({ length: rounds * shards }, (_, i) => `${Math.floor(i / shards) + 1}/${i % shards}`);

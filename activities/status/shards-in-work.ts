import type { WorkflowExecutionDescription } from '@temporalio/client';
import { arrayFromPayloads, defaultPayloadConverter } from '@temporalio/common';
import { z } from 'zod';
import { outcomeCounts } from '../artifacts/shard-commit.ts';
import type { ShardProgress } from '../shard-runner/shard-task.ts';

export type PendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

const shardProgress = z.object({
  round: z.int(),
  stage: z.string(),
  shard: z.int(),
  items: outcomeCounts,
  size: z.int(),
  answers: z.int(),
  tokens: z.int(),
  waitingFor: z.string().optional(),
});

/** What pending shard activities said in their last heartbeat, and what they wait for. */
export function shardsInWork(pending: readonly PendingActivity[]): {
  readonly inFlight: readonly ShardProgress[];
  readonly waitingFor: readonly string[];
} {
  const shards = pending.filter(({ activityType }) => activityType?.name === 'runShard');
  const inFlight = shards.flatMap((activity) => progressOf(activity) ?? []);
  const started = shards.some(({ lastStartedTime }) => lastStartedTime != null);
  const waits = inFlight.flatMap(({ waitingFor }) => waitingFor ?? []);
  if (shards.length > 0 && !started) waits.push('a worker for inference');
  // A time-out is a lost worker: the attempt after it is under way, or waits for a worker.
  const failing = pending.flatMap(({ lastFailure, attempt }) =>
    (attempt ?? 1) > 1 && lastFailure?.message && lastFailure.timeoutFailureInfo == null
      ? [`the next attempt after: ${lastFailure.message}`]
      : [],
  );
  return { inFlight, waitingFor: [...new Set([...waits, ...failing])].sort() };
}

/** What an activity's last heartbeat held. */
export function heartbeatOf({ heartbeatDetails }: PendingActivity): unknown {
  const payloads = heartbeatDetails?.payloads as Parameters<typeof arrayFromPayloads>[1];
  return arrayFromPayloads(defaultPayloadConverter, payloads)[0];
}

function progressOf(activity: PendingActivity): ShardProgress[] | undefined {
  const parsed = shardProgress.safeParse(heartbeatOf(activity));
  if (!parsed.success) return undefined;
  const { waitingFor, ...progress } = parsed.data;
  return [{ ...progress, ...(waitingFor === undefined ? {} : { waitingFor }) }];
}

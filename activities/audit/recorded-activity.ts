import { z } from 'zod';
import { outcomeCounts, type OutcomeCounts } from '../artifacts/shard-commit.ts';
import type { AttemptFailure } from './audit-result.ts';
import type { HistoryEvent } from './run-source.ts';
import type { ShardActivity } from './shard-activity.ts';

type Failure = NonNullable<NonNullable<HistoryEvent['activityTaskFailedEventAttributes']>['failure']>;

/** An activity as the events of a history, read so far, tell of it. Times in milliseconds of the epoch. */
export interface RecordedActivity {
  readonly type: string;
  readonly input: unknown;
  readonly activityId: string;
  startedAt?: number;
  endedAt?: number;
  attempt: number;
  readonly failures: { readonly attempt: number; readonly failure: Failure; readonly at: number | undefined }[];
  result?: unknown;
}

const shardTask = z.object({ round: z.int(), stage: z.string(), shard: z.int(), revision: z.int() });
const shardResult = z.object({ counts: outcomeCounts, exhausted: z.boolean().optional() });
const sealTask = z.object({ round: z.int(), stage: z.string(), revision: z.int() });
const sealResult = z.object({ counts: outcomeCounts });

/** A seal that history saw done. */
export interface SealActivity extends z.infer<typeof sealTask> {
  readonly counts: OutcomeCounts;
}

/** Work on a whole stage is shown at its first shard. */
const wholeTask = sealTask.transform((task) => ({ ...task, shard: 0 }));

/** The activity as one at a shard; none where it is something else. */
export function shardActivity(run: string, activity: RecordedActivity): ShardActivity[] {
  const schema = activity.type === 'runShard' ? shardTask : activity.type === 'runWholeStage' ? wholeTask : undefined;
  const task = schema?.safeParse(activity.input).data;
  if (!task) return [];
  const result = activity.type === 'runShard' ? shardResult.safeParse(activity.result).data : undefined;
  return [
    {
      ...task,
      run,
      activity: activity.activityId,
      attempts: activity.attempt,
      failures: activity.failures.map((failed) => attemptFailure(task.shard, failed)),
      ...(activity.startedAt === undefined ? {} : { startedAt: activity.startedAt }),
      ...(activity.endedAt === undefined ? {} : { endedAt: activity.endedAt }),
      ...(result && !result.exhausted ? { counts: result.counts } : {}),
    },
  ];
}

function attemptFailure(shard: number, { attempt, failure, at }: RecordedActivity['failures'][number]): AttemptFailure {
  const type =
    failure.applicationFailureInfo?.type ?? (failure.timeoutFailureInfo ? 'timeout' : (failure.source ?? 'failure'));
  return {
    shard,
    attempt,
    type,
    message: failure.message ?? '',
    at: at === undefined ? null : new Date(at).toISOString(),
  };
}

/** The activity as a seal that came to its end; none where it is something else. */
export function sealActivity({ type, input, result }: RecordedActivity): SealActivity[] {
  if (type !== 'sealRound' && type !== 'runWholeStage') return [];
  const task = sealTask.safeParse(input).data;
  const sealed = sealResult.safeParse(result).data;
  return task && sealed ? [{ ...task, counts: sealed.counts }] : [];
}

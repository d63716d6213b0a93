import { arrayFromPayloads, defaultPayloadConverter } from '@temporalio/common';
import { sealActivity, shardActivity, type RecordedActivity, type SealActivity } from './recorded-activity.ts';
import type { History, HistoryEvent as Event, PendingActivity, RunRef } from './run-source.ts';
import type { ShardActivity } from './shard-activity.ts';

/** What the audit keeps of one run's history. */
export interface RunDigest {
  readonly shards: readonly ShardActivity[];
  readonly seals: readonly SealActivity[];
  /** Runs it names: the one it continues, the one that continues it, its children. */
  readonly links: readonly RunRef[];
}

type Payloads = Parameters<typeof arrayFromPayloads>[1];

const first = (payloads: Payloads): unknown => arrayFromPayloads(defaultPayloadConverter, payloads)[0];

/** Reads a run's history event by event; `pending` are the open activities of a run that still goes on. */
export function digestHistory(ref: RunRef, history: History, pending: readonly PendingActivity[] = []): RunDigest {
  const activities = new Map<string, RecordedActivity>();
  const links: RunRef[] = [];
  for (const event of history.events ?? []) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled) {
      activities.set(String(event.eventId), {
        type: scheduled.activityType?.name ?? '',
        input: first(scheduled.input?.payloads as Payloads),
        activityId: scheduled.activityId ?? '',
        attempt: 0,
        failures: [],
      });
    }
    closeActivity(activities, event);
    links.push(...linksOf(ref, event));
  }
  const open = new Map(pending.map((activity) => [activity.activityId, activity]));
  for (const activity of activities.values()) stillOpen(activity, open.get(activity.activityId));
  return {
    shards: [...activities.values()].flatMap((activity) => shardActivity(ref.runId, activity)),
    seals: [...activities.values()].flatMap(sealActivity),
    links,
  };
}

/** The server writes a start together with the end, with the number of the last attempt and the failure before it. */
function closeActivity(activities: Map<string, RecordedActivity>, event: Event): void {
  const started = event.activityTaskStartedEventAttributes;
  const completed = event.activityTaskCompletedEventAttributes;
  const failed = event.activityTaskFailedEventAttributes;
  const timedOut = event.activityTaskTimedOutEventAttributes;
  const cancelled = event.activityTaskCanceledEventAttributes;
  const scheduledAt = (started ?? completed ?? failed ?? timedOut ?? cancelled)?.scheduledEventId;
  const activity = scheduledAt == null ? undefined : activities.get(String(scheduledAt));
  if (!activity) return;
  const at = milliseconds(event.eventTime);
  if (started) {
    activity.attempt = started.attempt ?? 1;
    if (at !== undefined) activity.startedAt = at;
    if (started.lastFailure)
      activity.failures.push({ attempt: activity.attempt - 1, failure: started.lastFailure, at: undefined });
    return;
  }
  if (at !== undefined) activity.endedAt = at;
  if (completed) activity.result = first(completed.result?.payloads as Payloads);
  const failure = failed?.failure ?? timedOut?.failure;
  if (failure) activity.failures.push({ attempt: activity.attempt, failure, at });
}

/** PendingActivityState SCHEDULED: the attempt it names has not begun. */
const scheduledState = 1;

function stillOpen(activity: RecordedActivity, pending: PendingActivity | undefined): void {
  if (!pending || activity.endedAt !== undefined) return;
  const attempt = pending.attempt ?? 1;
  activity.attempt = pending.state === scheduledState ? attempt - 1 : attempt;
  const startedAt = milliseconds(pending.lastStartedTime);
  if (startedAt !== undefined) activity.startedAt = startedAt;
  if (attempt > 1 && pending.lastFailure)
    activity.failures.push({ attempt: attempt - 1, failure: pending.lastFailure, at: undefined });
}

function linksOf({ workflowId }: RunRef, event: Event): RunRef[] {
  const before = event.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  const after = event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
  return [
    ...(before ? [{ workflowId, runId: before }] : []),
    ...(after ? [{ workflowId, runId: after }] : []),
    ...(child?.workflowId && child.runId ? [{ workflowId: child.workflowId, runId: child.runId }] : []),
  ];
}

type Timestamp = NonNullable<Event['eventTime']>;

const milliseconds = (time: Timestamp | null | undefined): number | undefined =>
  time ? Number(time.seconds ?? 0) * 1000 + Math.round((time.nanos ?? 0) / 1e6) : undefined;

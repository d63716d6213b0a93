import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { History } from '../../../activities/audit/run-source.ts';

export interface FakeActivity {
  readonly type: 'runShard' | 'sealRound' | 'recordDecision';
  readonly input: unknown;
  /** @default 1 */
  readonly attempts?: number;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly result?: unknown;
  /** Of the attempt before the last. */
  readonly lastFailure?: { readonly message: string; readonly type?: string };
  /** What ended the activity. */
  readonly failure?: { readonly message: string; readonly type?: string };
  readonly timedOut?: boolean;
}

export interface FakeRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  readonly status: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'TERMINATED' | 'CONTINUED_AS_NEW';
  readonly startedAt: string;
  readonly closedAt?: string;
  readonly activities?: readonly FakeActivity[];
  readonly continues?: string;
  readonly continuedBy?: string;
  readonly children?: readonly { readonly workflowId: string; readonly runId: string }[];
  readonly pending?: readonly Record<string, unknown>[];
  readonly closeEvent?: Record<string, unknown>;
  readonly queries?: Readonly<Record<string, unknown>>;
  readonly state?: string;
  /** Not yet in the visibility store. */
  readonly unlisted?: boolean;
}

const timestamp = (iso: string) => ({
  seconds: Math.floor(Date.parse(iso) / 1000),
  nanos: (Date.parse(iso) % 1000) * 1e6,
});
export const payloads = (value: unknown) => ({ payloads: [defaultPayloadConverter.toPayload(value)] });
const failureOf = ({ message, type }: { readonly message: string; readonly type?: string }, timedOut = false) => ({
  message,
  ...(timedOut ? { timeoutFailureInfo: { timeoutType: 4 } } : { applicationFailureInfo: { type: type ?? 'Error' } }),
});

/** A history as the server would give it, by the events the audit looks at. */
export function fakeHistory({ activities = [], continues, continuedBy, children = [] }: FakeRun): History {
  const events: Record<string, unknown>[] = [];
  let scheduled = 0;
  const add = (name: string, attributes: Record<string, unknown>, at = '2026-11-23T06:00:00.000Z'): number =>
    events.push({ eventId: events.length + 1, eventTime: timestamp(at), [`${name}EventAttributes`]: attributes });
  add('workflowExecutionStarted', { continuedExecutionRunId: continues ?? '' });
  for (const child of children) add('childWorkflowExecutionStarted', { workflowExecution: child });
  for (const { type, input, attempts = 1, startedAt, endedAt, result, lastFailure, failure, timedOut } of activities) {
    const activityId = String(++scheduled);
    const scheduledEventId = add(
      'activityTaskScheduled',
      { activityId, activityType: { name: type }, input: payloads(input) },
      startedAt,
    );
    if (!endedAt) continue;
    add(
      'activityTaskStarted',
      {
        scheduledEventId,
        attempt: attempts,
        ...(lastFailure ? { lastFailure: failureOf(lastFailure, timedOut) } : {}),
      },
      startedAt,
    );
    if (failure) add('activityTaskFailed', { scheduledEventId, failure: failureOf(failure) }, endedAt);
    else add('activityTaskCompleted', { scheduledEventId, result: payloads(result) }, endedAt);
  }
  if (continuedBy) add('workflowExecutionContinuedAsNew', { newExecutionRunId: continuedBy });
  return { events } as History;
}

/** A Temporal client over runs that are made up; what it is not asked for is not there. */
export function fakeClient(runs: readonly FakeRun[]): Client {
  const info = (run: FakeRun) => ({
    ...run,
    status: { name: run.status, code: 0 },
    startTime: new Date(run.startedAt),
    closeTime: run.closedAt ? new Date(run.closedAt) : undefined,
    historyLength: fakeHistory(run).events?.length ?? 0,
    typedSearchAttributes: { get: () => run.state },
    raw: { pendingActivities: run.pending ?? [], pendingChildren: run.children ?? [] },
  });
  const find = (workflowId: string, runId?: string): FakeRun => {
    const found = runs.findLast((run) => run.workflowId === workflowId && (runId === undefined || run.runId === runId));
    if (!found) throw new WorkflowNotFoundError('not found', workflowId, runId);
    return found;
  };
  return {
    options: { namespace: 'default' },
    withDeadline: (_deadline: number, ask: () => Promise<unknown>) => ask(),
    workflowService: {
      getWorkflowExecutionHistory: async ({ execution }: { execution: { workflowId: string; runId: string } }) => ({
        history: { events: [find(execution.workflowId, execution.runId).closeEvent ?? {}] },
      }),
    },
    workflow: {
      async *list() {
        for (const run of runs.toReversed()) if (!run.unlisted) yield info(run);
      },
      getHandle: (workflowId: string, runId?: string) => ({
        workflowId,
        describe: async () => info(find(workflowId, runId)),
        fetchHistory: async () => fakeHistory(find(workflowId, runId)),
        query: async ({ name }: { name: string }) => {
          const answer = find(workflowId, runId).queries?.[name];
          if (answer === undefined) throw new Error('no worker answers');
          return answer;
        },
      }),
    },
  } as unknown as Client;
}

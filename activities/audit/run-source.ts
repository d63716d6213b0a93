import {
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowExecutionInfo,
  type WorkflowHandle,
} from '@temporalio/client';
import { campaignWorkflowId, isUnreachable } from '../status/workflow-view.ts';
import type { RunSummary } from './audit-result.ts';

export interface RunRef {
  readonly workflowId: string;
  readonly runId: string;
}

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
export type HistoryEvent = NonNullable<History['events']>[number];
export type PendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** Where runs and their histories come from. */
export interface RunSource {
  /** The newest run of a campaign, and those of it and its partitions that visibility lists: soon, not at once, after they start. */
  list(): AsyncIterable<RunSummary>;
  /** Undefined where Temporal does not know the run (any more). */
  describe(
    ref: RunRef,
  ): Promise<{ readonly summary: RunSummary; readonly pending: readonly PendingActivity[] } | undefined>;
  history(ref: RunRef): Promise<History | undefined>;
}

/** Whether a workflow id belongs to a campaign: `campaign/a` and what is below it, not `campaign/ab`. */
export const belongsTo = (campaign: string, workflowId: string): boolean =>
  workflowId === campaignWorkflowId(campaign) || workflowId.startsWith(`${campaignWorkflowId(campaign)}/`);

/** Runs in a Temporal namespace. While Temporal cannot be reached it is as if it knew none. */
export function temporalRuns(client: Client, campaign: string): RunSource {
  const root = campaignWorkflowId(campaign);
  return {
    async *list() {
      const newest = await unlessGone(() => client.workflow.getHandle(root).describe());
      if (newest) yield summaryOf(newest);
      try {
        for await (const run of client.workflow.list({
          query: `WorkflowId = "${root}" OR WorkflowId STARTS_WITH "${root}/"`,
        })) {
          if (belongsTo(campaign, run.workflowId) && run.runId !== newest?.runId) yield summaryOf(run);
        }
      } catch (error) {
        if (!isUnreachable(error)) throw error;
      }
    },
    describe: ({ workflowId, runId }) =>
      unlessGone(async () => {
        const description = await client.workflow.getHandle(workflowId, runId).describe();
        return { summary: summaryOf(description), pending: description.raw.pendingActivities ?? [] };
      }),
    history: ({ workflowId, runId }) => unlessGone(() => client.workflow.getHandle(workflowId, runId).fetchHistory()),
  };
}

function summaryOf(
  run: Pick<
    WorkflowExecutionInfo,
    'workflowId' | 'runId' | 'type' | 'status' | 'startTime' | 'closeTime' | 'historyLength'
  >,
): RunSummary {
  return {
    workflowId: run.workflowId,
    runId: run.runId,
    type: run.type,
    status: run.status.name,
    startedAt: run.startTime.toISOString(),
    closedAt: run.closeTime?.toISOString() ?? null,
    events: run.historyLength,
  };
}

async function unlessGone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || isUnreachable(error)) return undefined;
    throw error;
  }
}

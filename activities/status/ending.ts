import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { CampaignState } from './campaign-status.ts';

export interface Ending {
  readonly state: CampaignState;
  readonly reason?: string;
  readonly closedAt?: string;
}

/** HistoryEventFilterType CLOSE_EVENT: only the event that closed the run. */
const closeEventOnly = 2;

/** How a closed run ended, with the reason its last event gives. */
export async function endingOf(client: Client, description: WorkflowExecutionDescription): Promise<Ending> {
  const closed = description.closeTime ? { closedAt: description.closeTime.toISOString() } : {};
  const state = stateOfStatus(description.status.name);
  if (state === 'completed' || state === 'cancelled') return { state, ...closed };
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId: description.workflowId, runId: description.runId },
    historyEventFilterType: closeEventOnly,
  });
  const event = history?.events?.at(-1);
  const failure = event?.workflowExecutionFailedEventAttributes?.failure;
  const terminated = event?.workflowExecutionTerminatedEventAttributes?.reason;
  const reason =
    failure?.message ?? terminated ?? (description.status.name === 'TIMED_OUT' ? 'the workflow timed out' : undefined);
  const exhausted = failure?.applicationFailureInfo?.type === 'budget_exhausted';
  return { state: exhausted ? 'budget_exhausted' : state, ...(reason ? { reason } : {}), ...closed };
}

/** What a run's Temporal status means for its campaign. */
export function stateOfStatus(name: WorkflowExecutionDescription['status']['name']): CampaignState {
  switch (name) {
    case 'COMPLETED':
      return 'completed';
    case 'CANCELLED':
      return 'cancelled';
    case 'TERMINATED':
      return 'terminated';
    case 'FAILED':
    case 'TIMED_OUT':
      return 'failed';
    default:
      return 'running';
  }
}

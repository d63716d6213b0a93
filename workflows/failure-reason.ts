import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure } from '@temporalio/common';

/** Type and message of what is at the bottom of an activity's or child's failure. */
export function failureReason(error: unknown): { readonly type: string; readonly message: string } {
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && error.cause)
    return failureReason(error.cause);
  if (error instanceof ApplicationFailure) return { type: error.type ?? 'error', message: error.message };
  return error instanceof Error
    ? { type: error.name, message: error.message }
    : { type: 'error', message: String(error) };
}

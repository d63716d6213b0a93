import { isCancellation, type ChildWorkflowHandle, type SignalDefinition, type Workflow } from '@temporalio/workflow';

/** Signals every child. One that has ended cannot be reached, and need not be. */
export async function tell<Args extends unknown[]>(
  children: readonly ChildWorkflowHandle<Workflow>[],
  signal: SignalDefinition<Args>,
  ...args: Args
): Promise<void> {
  const told = await Promise.allSettled(children.map((child) => child.signal(signal, ...args)));
  for (const one of told) if (one.status === 'rejected' && isCancellation(one.reason)) throw one.reason;
}

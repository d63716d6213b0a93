import { CancellationScope, type ChildWorkflowHandle, type Workflow } from '@temporalio/workflow';

/** Runs `body`; if it fails or is cancelled, cancels the children it has started and waits until they have ended. */
export async function together<T>(
  body: () => Promise<T>,
  children: () => readonly ChildWorkflowHandle<Workflow>[],
): Promise<T> {
  const scope = new CancellationScope();
  try {
    return await scope.run(body);
  } catch (error) {
    scope.cancel();
    await CancellationScope.nonCancellable(() => Promise.allSettled(children().map((child) => child.result())));
    throw error;
  }
}

import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { inferenceActivities } from './activities.ts';
import { failureReason } from './failure-reason.ts';
import type { Allowance } from './budget.ts';
import {
  adjustSignal,
  budgetEndSignal,
  grantSignal,
  holdSignal,
  partitionProgressQuery,
  poolSpentSignal,
  stepReachedSignal,
} from './messages.ts';
import { openPurse, type Purse } from './purse.ts';
import { partitionState, type PartitionState, type Step } from './shapes.ts';
import { shardsThrough, tallyShard } from './tally.ts';

/**
 * A range of shards. Each lane takes one shard through all its steps, then pulls the next; lanes are at different steps at
 * the same time, so no step waits for its slowest item. Returns what is left of its part of the budget.
 */
export async function partition(input: PartitionState): Promise<Allowance | undefined> {
  const state = { ...partitionState.parse(input) };
  const { runShard } = inferenceActivities(state.heartbeatSeconds);
  const lanes = new Set<Promise<void>>();
  let failure: Error | undefined;
  let budgetEnd: ApplicationFailure | undefined;
  const purse = openPurse(state.pool, () => failure ?? budgetEnd);
  let handover = false;

  setHandler(holdSignal, ({ paused }) => void (state.paused = paused));
  setHandler(adjustSignal, ({ width, operations }) => {
    state.width = width;
    state.operations = operations;
  });
  setHandler(grantSignal, purse.grant);
  setHandler(budgetEndSignal, ({ reason }) => {
    budgetEnd = ApplicationFailure.nonRetryable(reason, 'budget_exhausted');
  });
  setHandler(partitionProgressQuery, () => ({
    partition: state.partition,
    shards: state.end - state.from,
    inFlight: lanes.size,
    tallies: state.tallies,
  }));

  const { steps } = state;
  const shards = state.end - state.from;
  const takeThrough = async (shard: number): Promise<void> => {
    for (const step of steps) {
      await condition(() => !state.paused || failure !== undefined);
      if (failure) return;
      const { campaign, revision, operations } = state;
      const task = { campaign, ...step, shard, revision, operations };
      const summary = `round ${step.round} ${step.stage}, shard ${shard}`;
      const result = await purse.pay(
        (allowance) => runShard.executeWithOptions({ summary }, [{ ...task, ...(allowance ? { allowance } : {}) }]),
        () => state.width,
      );
      state.tallies = tallyShard(state.tallies, step, result);
      setCurrentDetails(
        state.tallies
          .map(({ round, stage, shardsDone }) => `round ${round} ${stage}: ${shardsDone}/${shards} shards`)
          .join('\n\n'),
      );
      if (shardsThrough(state.tallies, step) === shards) await reached(state, step);
    }
  };

  const pullable = (): boolean =>
    state.next < state.end && !handover && !failure && !state.paused && lanes.size < state.width;
  const pull = (): void => {
    const lane: Promise<void> = takeThrough(state.next++)
      .catch((error: unknown) => void (failure ??= error as Error))
      .finally(() => lanes.delete(lane));
    lanes.add(lane);
  };

  try {
    while (lanes.size > 0 || (state.next < state.end && !handover && !failure)) {
      while (pullable()) pull();
      const before = lanes.size;
      await condition(() => lanes.size < before || pullable() || purse.dry());
      if (purse.dry() && !budgetEnd) await askForMore(state, purse, () => budgetEnd !== undefined);
      handover ||= workflowInfo().continueAsNewSuggested;
    }
  } finally {
    await CancellationScope.nonCancellable(() => Promise.all(lanes));
  }
  await condition(allHandlersFinished);
  if (isCancellation(failure)) throw failure;
  if (failure) throw ApplicationFailure.nonRetryable(failureReason(failure).message, failureReason(failure).type);
  if (state.next < state.end) {
    const pool = purse.pool();
    await continueAsNew<typeof partition>({ ...state, ...(pool ? { pool } : {}) });
  }
  return purse.pool();
}

/** Tells the parent that the budget's part here is spent, and waits for more or for the end. */
async function askForMore({ partition: number }: PartitionState, purse: Purse, ended: () => boolean): Promise<void> {
  const parent = workflowInfo().parent;
  if (!parent) return;
  await getExternalWorkflowHandle(parent.workflowId).signal(poolSpentSignal, { partition: number });
  await condition(() => !purse.dry() || ended());
}

async function reached({ partition: number }: PartitionState, step: Step): Promise<void> {
  const parent = workflowInfo().parent;
  if (parent)
    await getExternalWorkflowHandle(parent.workflowId).signal(stepReachedSignal, { ...step, partition: number });
}

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
  roundReachedSignal,
} from './messages.ts';
import { openPurse, type Purse } from './purse.ts';
import { partitionState, type PartitionState } from './shapes.ts';
import { tallyShard } from './tally.ts';

/**
 * A range of shards. Each lane takes one shard through all its rounds, then pulls the next; lanes are at different rounds at
 * the same time, so no round waits for its slowest item. Returns what is left of its part of the budget.
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

  const evolveShard = async (shard: number): Promise<void> => {
    for (let round = 1; round <= state.rounds; round++) {
      await condition(() => !state.paused || failure !== undefined);
      if (failure) return;
      const { campaign, stage, revision, operations } = state;
      const task = { campaign, round, stage, shard, revision, operations };
      const summary = `round ${round}, shard ${shard}`;
      const result = await purse.pay(
        (allowance) => runShard.executeWithOptions({ summary }, [{ ...task, ...(allowance ? { allowance } : {}) }]),
        () => state.width,
      );
      state.tallies = tallyShard(state.tallies, round, result);
      setCurrentDetails(
        state.tallies
          .map(({ round: r, shardsDone }) => `round ${r}: ${shardsDone}/${state.end - state.from} shards`)
          .join('\n\n'),
      );
      if (state.tallies[round - 1]?.shardsDone === state.end - state.from) await reached(state, round);
    }
  };

  const pullable = (): boolean =>
    state.next < state.end && !handover && !failure && !state.paused && lanes.size < state.width;
  const pull = (): void => {
    const lane: Promise<void> = evolveShard(state.next++)
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

/** Tells the campaign that the budget's part here is spent, and waits for more or for the end. */
async function askForMore({ partition: number }: PartitionState, purse: Purse, ended: () => boolean): Promise<void> {
  const parent = workflowInfo().parent;
  if (!parent) return;
  await getExternalWorkflowHandle(parent.workflowId).signal(poolSpentSignal, { partition: number });
  await condition(() => !purse.dry() || ended());
}

async function reached({ partition: number }: PartitionState, round: number): Promise<void> {
  const parent = workflowInfo().parent;
  if (parent)
    await getExternalWorkflowHandle(parent.workflowId).signal(roundReachedSignal, { partition: number, round });
}

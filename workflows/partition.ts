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
import { adjustSignal, holdSignal, partitionProgressQuery, roundReachedSignal } from './messages.ts';
import { partitionState, type PartitionState } from './shapes.ts';
import { tallyShard } from './tally.ts';

/**
 * A range of shards. Each lane takes one shard through all its rounds, then pulls the next; lanes are at different rounds at
 * the same time, so no round waits for its slowest item.
 */
export async function partition(input: PartitionState): Promise<void> {
  const state = { ...partitionState.parse(input) };
  const { runShard } = inferenceActivities(state.heartbeatSeconds);
  const lanes = new Set<Promise<void>>();
  let failure: unknown;
  let handover = false;

  setHandler(holdSignal, ({ paused }) => void (state.paused = paused));
  setHandler(adjustSignal, ({ width, operations }) => {
    state.width = width;
    state.operations = operations;
  });
  setHandler(partitionProgressQuery, () => ({
    partition: state.partition,
    shards: state.end - state.from,
    inFlight: lanes.size,
    tallies: state.tallies,
  }));

  const evolveShard = async (shard: number): Promise<void> => {
    for (let round = 1; round <= state.rounds && !failure; round++) {
      await condition(() => !state.paused);
      const { campaign, stage, revision, operations } = state;
      const task = { campaign, round, stage, shard, revision, operations };
      const result = await runShard.executeWithOptions({ summary: `round ${round}, shard ${shard}` }, [task]);
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
      .catch((error: unknown) => void (failure ??= error))
      .finally(() => lanes.delete(lane));
    lanes.add(lane);
  };

  try {
    while (lanes.size > 0 || (state.next < state.end && !handover && !failure)) {
      while (pullable()) pull();
      const before = lanes.size;
      await condition(() => lanes.size < before || pullable());
      handover ||= workflowInfo().continueAsNewSuggested;
    }
  } finally {
    await CancellationScope.nonCancellable(() => Promise.all(lanes));
  }
  await condition(allHandlersFinished);
  if (isCancellation(failure)) throw failure;
  if (failure) throw ApplicationFailure.nonRetryable(failureReason(failure).message, failureReason(failure).type);
  if (state.next < state.end) await continueAsNew<typeof partition>(state);
}

async function reached({ partition: number }: PartitionState, round: number): Promise<void> {
  const parent = workflowInfo().parent;
  if (parent)
    await getExternalWorkflowHandle(parent.workflowId).signal(roundReachedSignal, { partition: number, round });
}

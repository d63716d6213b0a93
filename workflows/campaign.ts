import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  setCurrentDetails,
  setHandler,
  startChild,
  upsertSearchAttributes,
  uuid4,
  workflowInfo,
  type ChildWorkflowHandle,
} from '@temporalio/workflow';
import { storeActivities } from './activities.ts';
import { lessSpent, type Allowance } from './budget.ts';
import { shareBudget } from './budget-sharing.ts';
import { failureReason } from './failure-reason.ts';
import {
  adjustSignal,
  campaignProgressQuery,
  cancelUpdate,
  holdSignal,
  operationsUpdate,
  pauseUpdate,
  poolSpentSignal,
  roundReachedSignal,
  unpauseUpdate,
} from './messages.ts';
import { partition } from './partition.ts';
import { laneWidth, partitionsOf } from './policies.ts';
import { roundAttribute, stateAttribute } from './search-attributes.ts';
import {
  campaignStart,
  type CampaignOutcome,
  type CampaignProgress,
  type CampaignStart,
  type DecisionMade,
} from './shapes.ts';
import { emptyTallies } from './tally.ts';
import { tell } from './tell.ts';

/**
 * Takes a sealed import through `rounds` of one map stage in lanes: partitions run side by side, each round is sealed once
 * every partition is through it. Pause, cancel and changed operations reach the partitions from here.
 */
export async function campaignInLanes(input: CampaignStart, stage: string): Promise<CampaignOutcome> {
  const start = campaignStart.parse(input);
  const { sealRound, recordDecision } = storeActivities(start.heartbeatSeconds);
  const { campaign, revision, rounds, shards } = start;
  const count = partitionsOf(shards);
  let paused = false;
  let cancelDecided = false;
  let reason: string | undefined;
  let { operations, window } = start;
  let children: readonly ChildWorkflowHandle<typeof partition>[] = [];
  let sharing = shareBudget(undefined, () => children);
  const reached = new Set<string>();
  const sealed: CampaignOutcome['rounds'][number][] = [];

  const progress = (): CampaignProgress => ({
    state: paused ? 'paused' : 'running',
    ...(reason === undefined ? {} : { reason }),
    revision,
    operations,
    stage,
    rounds,
    shards,
    partitions: children.map(({ workflowId }) => workflowId),
    sealed: sealed.map(({ round }) => round),
  });
  const width = (): number => laneWidth(window, start.shardItems, count);
  const decide = (decision: DecisionMade): Promise<void> => recordDecision({ campaign, decision });
  const hold = async (decision: DecisionMade, pausing: boolean): Promise<CampaignProgress> => {
    await decide(decision);
    paused = pausing;
    reason = pausing ? decision.reason : undefined;
    upsertSearchAttributes([{ key: stateAttribute, value: progress().state }]);
    await tell(children, holdSignal, { paused });
    return progress();
  };

  const scope = new CancellationScope();
  setHandler(campaignProgressQuery, progress);
  setHandler(pauseUpdate, (decision) => hold(decision, true));
  setHandler(unpauseUpdate, (decision) => hold(decision, false));
  setHandler(cancelUpdate, async (decision) => {
    await decide(decision);
    cancelDecided = true;
    return progress();
  });
  setHandler(operationsUpdate, async (decision, { window: wanted, raise }) => {
    await decide(decision);
    operations = decision.operations ?? operations;
    window = wanted;
    await tell(children, adjustSignal, { width: width(), operations });
    if (raise) await sharing.raise(raise);
    return progress();
  });
  setHandler(roundReachedSignal, ({ partition: from, round }) => void reached.add(`${round}/${from}`));

  setHandler(poolSpentSignal, ({ partition: from }) => sharing.asked(from));

  const startPartition = (number: number): Promise<ChildWorkflowHandle<typeof partition>> => {
    const from = Math.floor((number * shards) / count);
    const end = Math.floor(((number + 1) * shards) / count);
    return startChild(partition, {
      workflowId: `${workflowInfo().workflowId}/partition-${String(number).padStart(2, '0')}`,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: `shards ${from} to ${end - 1}`,
      typedSearchAttributes: workflowInfo().typedSearchAttributes,
      args: [
        {
          v: 1,
          campaign,
          stage,
          rounds,
          revision,
          partition: number,
          from,
          end,
          next: from,
          width: width(),
          heartbeatSeconds: start.heartbeatSeconds,
          operations,
          paused,
          tallies: emptyTallies(rounds),
          ...withPool(sharing.shareFor((end - from) / shards)),
        },
      ],
    });
  };

  const sealRounds = async (): Promise<void> => {
    for (let round = 1; round <= rounds; round++) {
      await condition(() => children.every((_, number) => reached.has(`${round}/${number}`)));
      sealed.push({ round, ...(await sealRound({ campaign, round, stage, shards, revision })) });
      upsertSearchAttributes([{ key: roundAttribute, value: Math.min(round + 1, rounds) }]);
      setCurrentDetails(
        sealed
          .map(
            ({ round: r, counts }) =>
              `round ${r}: kept ${counts.kept}, dropped ${counts.dropped}, failed ${counts.failed}`,
          )
          .join('\n\n'),
      );
    }
  };

  try {
    await decide(start.decision);
    await scope.run(async () => {
      sharing = shareBudget(await budgetLeft(start, stage), () => children);
      children = await Promise.all(Array.from({ length: count }, (_, number) => startPartition(number)));
      // What was decided while they started.
      if (paused) await tell(children, holdSignal, { paused });
      if (operations !== start.operations) await tell(children, adjustSignal, { width: width(), operations });
      const throughShards = children.map(async (child, number) => sharing.left(number, await child.result()));
      await Promise.all([sealRounds(), ...throughShards]);
    });
    upsertSearchAttributes([{ key: stateAttribute, value: 'completed' }]);
    return { revision, rounds: sealed };
  } catch (error) {
    scope.cancel();
    const { type, message } = failureReason(error);
    const state = isCancellation(error) ? 'cancelled' : type === 'budget_exhausted' ? type : 'failed';
    await CancellationScope.nonCancellable(async () => {
      await Promise.allSettled(children.map((child) => child.result()));
      if (state === 'cancelled' && !cancelDecided) await decide({ id: uuid4(), kind: 'cancel' });
      if (state === 'budget_exhausted') await decide({ id: uuid4(), kind: 'budget', reason: message });
      upsertSearchAttributes([{ key: stateAttribute, value: state }]);
      await condition(allHandlersFinished);
    });
    if (state === 'cancelled') throw error;
    throw ApplicationFailure.nonRetryable(message, type);
  }
}

/** The budget less what earlier runs of the campaign have bought. */
async function budgetLeft(start: CampaignStart, stage: string): Promise<Allowance | undefined> {
  const { campaign, budget, rounds, shards, revision, heartbeatSeconds } = start;
  if (!budget) return undefined;
  const spent = await storeActivities(heartbeatSeconds).spentSoFar({ campaign, stage, rounds, shards, revision });
  return lessSpent(budget, spent);
}

const withPool = (pool: Allowance | undefined): { pool?: Allowance } => (pool ? { pool } : {});

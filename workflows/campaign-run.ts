import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  uuid4,
} from '@temporalio/workflow';
import { storeActivities } from './activities.ts';
import type { Allowance } from './budget.ts';
import { failureReason } from './failure-reason.ts';
import { campaignProgressQuery, cancelUpdate, operationsUpdate, pauseUpdate, unpauseUpdate } from './messages.ts';
import type { Steering } from './partitions.ts';
import { stateAttribute } from './search-attributes.ts';
import type { CampaignOutcome, CampaignProgress, CampaignStart, DecisionMade, SealedStageOutcome } from './shapes.ts';

/** A campaign's work, as its control sees it. */
export interface SteeredWork {
  progress(): Pick<CampaignProgress, 'partitions' | 'round' | 'sealed'>;
  /** Passes on that the campaign is paused or goes on. */
  hold(): Promise<void>;
  /** Passes on a new window and new operations. */
  adjust(): Promise<void>;
  raise(more: Allowance): Promise<void>;
  /** Ends when all rounds are sealed; throws for what fails or is cancelled, with nothing left running. */
  run(): Promise<CampaignOutcome['rounds']>;
}

/**
 * Runs a campaign's work under its control verbs: each is recorded as a decision before it takes effect. The state it ends in
 * stands in the search attributes; a failure carries its stable code as type.
 */
export async function runCampaign(
  start: CampaignStart,
  begin: (steering: Steering) => SteeredWork,
): Promise<CampaignOutcome> {
  const { recordDecision } = storeActivities(start.heartbeatSeconds);
  const { campaign, revision, rounds } = start;
  let { operations, window } = start;
  let paused = false;
  let cancelDecided = false;
  let reason: string | undefined;
  const work = begin({ paused: () => paused, window: () => window, operations: () => operations });

  const progress = (): CampaignProgress => ({
    state: paused ? 'paused' : 'running',
    ...(reason === undefined ? {} : { reason }),
    revision,
    operations,
    rounds,
    ...work.progress(),
  });
  const decide = (decision: DecisionMade): Promise<void> => recordDecision({ campaign, decision });
  const hold = async (decision: DecisionMade, pausing: boolean): Promise<CampaignProgress> => {
    await decide(decision);
    paused = pausing;
    reason = pausing ? decision.reason : undefined;
    upsertSearchAttributes([{ key: stateAttribute, value: progress().state }]);
    await work.hold();
    return progress();
  };

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
    await work.adjust();
    if (raise) await work.raise(raise);
    return progress();
  });

  try {
    await decide(start.decision);
    const sealed = await work.run();
    upsertSearchAttributes([{ key: stateAttribute, value: 'completed' }]);
    await condition(allHandlersFinished);
    return { revision, rounds: sealed };
  } catch (error) {
    const { type, message } = failureReason(error);
    const state = isCancellation(error) ? 'cancelled' : type === 'budget_exhausted' ? type : 'failed';
    await CancellationScope.nonCancellable(async () => {
      if (state === 'cancelled' && !cancelDecided) await decide({ id: uuid4(), kind: 'cancel' });
      if (state === 'budget_exhausted') await decide({ id: uuid4(), kind: 'budget', reason: message });
      upsertSearchAttributes([{ key: stateAttribute, value: state }]);
      await condition(allHandlersFinished);
    });
    if (state === 'cancelled') throw error;
    throw ApplicationFailure.nonRetryable(message, type);
  }
}

/** Shows what is sealed in Temporal's own pages. */
export function showSealed(sealed: readonly Pick<SealedStageOutcome, 'round' | 'stage' | 'counts'>[]): void {
  setCurrentDetails(
    sealed
      .map(
        ({ round, stage, counts: { kept, dropped, failed } }) =>
          `round ${round} ${stage}: kept ${kept}, dropped ${dropped}, failed ${failed}`,
      )
      .join('\n\n'),
  );
}

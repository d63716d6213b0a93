import type { Client } from '@temporalio/client';
import { recipeNamed } from '../../recipes/registry.ts';
import type { StepTally } from '../../workflows/shapes.ts';
import { addUsage, noUsage } from '../artifacts/journal-reader.ts';
import { samePlace, type StagePlace } from '../artifacts/keys.ts';
import type { OutcomeCounts } from '../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { newestRevision, readDecisions, type Decision } from '../campaigns/decisions.ts';
import { readIdentity, type Identity } from '../campaigns/identity.ts';
import { MmsynthError } from '../errors.ts';
import { isLive, type CampaignStatus, type StageStatus } from './campaign-status.ts';
import { expectedItems, type ExpectedItems } from './expected-items.ts';
import { scheduleOf } from './stage-schedule.ts';
import { cancelReason, newestAnswerAt, reasonOf, stateFromStore } from './stored-state.ts';
import { openStoredStages, type StoredStage } from './stored-stages.ts';
import { viewWorkflow, type WorkflowView } from './workflow-view.ts';

export interface StatusSource {
  readonly store: ArtifactStore;
  /** Without one, and while Temporal does not answer, the store alone tells. */
  readonly client?: Client;
}

/**
 * Where a campaign stands: from its workflow while it runs and answers, else from the store. Throws `campaign_not_found`,
 * and what the store throws.
 */
export async function campaignStatus({
  campaign,
  ...source
}: StatusSource & { readonly campaign: string }): Promise<CampaignStatus> {
  return createStatusReader(source)(campaign);
}

/** For polling: remembers every commit and manifest it has read, as they never change. */
export function createStatusReader({ store, client }: StatusSource): (campaign: string) => Promise<CampaignStatus> {
  const stored = openStoredStages(store);
  const identities = new Map<string, Identity>();

  return async (campaign) => {
    const identity = identities.get(campaign) ?? (await readIdentity(store, campaign));
    if (!identity)
      throw new MmsynthError(
        'campaign_not_found',
        `campaign '${campaign}' is not in ${store.address}; \`mmsynth list\` shows those that are.`,
      );
    identities.set(campaign, identity);
    const decisions = await readDecisions(store, campaign);
    const [importing, ...rounds] = scheduleOf(identity, decisions);
    const [view, imported] = await Promise.all([
      client && viewWorkflow(client, campaign),
      stored.sealedImport(importing),
    ]);
    const revision = view?.progress?.revision ?? newestRevision(decisions);
    const round0 = await importStatus(stored, importing, imported);
    const ofImport = imported && { shards: imported.shards, items: imported.counts.kept };
    const { plan } = recipeNamed(identity.recipe);
    const schedule = { plan, recipeOptions: identity.options, stored, revision };
    const tallied = view?.progress && view.tallies;
    const again = decisions.some(({ kind }) => kind === 'resume' || kind === 'retry');
    const stages = await Promise.all(
      rounds.map(async (place): Promise<StageStatus & { readonly usage: CampaignStatus['usage'] }> => {
        const tally = tallied?.find((step) => samePlace(step, place));
        const sealed = view?.progress?.sealed.some((step) => samePlace(step, place)) ?? false;
        const found =
          tally && (sealed || !again)
            ? fromTally(tally, sealed)
            : further(await stored.stage(place, revision), tally && fromTally(tally, sealed));
        const expected = await expectedItems(schedule, place, found, ofImport);
        return { ...statusOf(place, found, expected), usage: found.usage };
      }),
    );
    const usage = stages.reduce((sum, stage) => addUsage(sum, stage.usage), noUsage);
    const state = view ?? stateFromStore([round0, ...stages], decisions);
    const reason = state.reason ?? (state.state === 'cancelled' ? cancelReason(decisions) : undefined);
    return {
      campaign,
      recipe: identity.recipe,
      state: state.state,
      ...reasonOf(reason),
      revision,
      rounds: [round0, ...stages.map(({ usage: _, ...stage }) => stage)],
      usage,
      startedAt: decisions[0]?.at ?? view?.startedAt ?? null,
      finishedAt: isLive(state.state)
        ? null
        : (view?.closedAt ?? (await lastTrace(store, state.state, rounds.at(-1), decisions))),
      waitingFor: view?.waitingFor ?? [],
      inFlight: view?.inFlight ?? [],
      ...(view?.training ? { training: view.training } : {}),
      source: tallied ? 'workflow' : 'store',
    };
  };
}

async function importStatus(
  stored: ReturnType<typeof openStoredStages>,
  place: StagePlace,
  sealed: { readonly shards: number; readonly counts: OutcomeCounts } | undefined,
): Promise<StageStatus> {
  if (sealed)
    return statusOf(
      place,
      { ...sealed, usage: noUsage, sealed: true },
      { shards: sealed.shards, items: sealed.counts.total },
    );
  return statusOf(place, await stored.stage(place, 1), undefined);
}

const fromTally = ({ shardsDone, counts, usage }: StepTally, sealed: boolean): StoredStage => ({
  shards: shardsDone,
  counts,
  usage,
  sealed,
});

/** The stage as committed, or as the run tells it where that is further: a run that was started again passes what is committed anew. */
const further = (committed: StoredStage, told: StoredStage | undefined): StoredStage =>
  told && told.shards >= committed.shards ? told : { ...committed, sealed: told?.sealed ?? committed.sealed };

function statusOf(
  { round, stage }: StagePlace,
  { shards, counts, sealed }: StoredStage,
  expected: ExpectedItems | undefined,
): StageStatus {
  const { total, kept, dropped, failed } = counts;
  return {
    round,
    stage,
    sealed,
    shards: { total: expected?.shards ?? shards, done: shards },
    items: { total: expected?.items ?? total, kept, dropped, failed },
  };
}

/** When it ended, as the store can tell it: the last answer or decision of a campaign that came to an end. */
async function lastTrace(
  store: ArtifactStore,
  state: WorkflowView['state'],
  lastStage: StagePlace | undefined,
  decisions: readonly Decision[],
): Promise<string | null> {
  if (state === 'interrupted') return null;
  const answered = state === 'completed' && lastStage ? await newestAnswerAt(store, lastStage) : undefined;
  const times = [answered, decisions.at(-1)?.at].flatMap((at) => at ?? []);
  return times.sort().at(-1) ?? null;
}

import type { Client } from '@temporalio/client';
import { stateAttribute } from '../../workflows/search-attributes.ts';
import { manifestKey, type StagePlace } from '../artifacts/keys.ts';
import { readManifest } from '../artifacts/manifest.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { newestRevision, readDecisions } from '../campaigns/decisions.ts';
import { readIdentity } from '../campaigns/identity.ts';
import { type CampaignState } from './campaign-status.ts';
import { stateOfStatus } from './ending.ts';
import { inParallel } from './in-parallel.ts';
import { scheduleOf } from './stage-schedule.ts';
import { stateFromStore } from './stored-state.ts';
import { campaignWorkflowId, isUnreachable } from './workflow-view.ts';

/** One line of `list`. */
export interface ListedCampaign {
  readonly campaign: string;
  readonly recipe: string;
  readonly state: CampaignState;
  /** Rounds sealed and planned, the import not among them. */
  readonly rounds: { readonly done: number; readonly total: number };
  /** Kept items of the newest sealed round; of the import before that. */
  readonly kept: number;
  readonly startedAt: string | null;
}

const campaignsAtOnce = 8;

/** Every campaign in the store, by id, with the state of its newest run where Temporal knows one. */
export async function listCampaigns({
  store,
  client,
}: {
  readonly store: ArtifactStore;
  readonly client?: Client;
}): Promise<ListedCampaign[]> {
  const states = client ? await newestStates(client) : new Map<string, CampaignState>();
  const listed: ListedCampaign[] = [];
  await inParallel(store.listFolders('campaigns/'), campaignsAtOnce, async (campaign) => {
    const found = await listedCampaign(store, campaign, states.get(campaignWorkflowId(campaign)));
    if (found) listed.push(found);
  });
  return listed.sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
}

async function listedCampaign(
  store: ArtifactStore,
  campaign: string,
  known: CampaignState | undefined,
): Promise<ListedCampaign | undefined> {
  const identity = await readIdentity(store, campaign);
  if (!identity) return undefined;
  const decisions = await readDecisions(store, campaign);
  const revision = newestRevision(decisions);
  const stages = await Promise.all(
    scheduleOf(identity, decisions).map(async (place) => ({ place, revision: await sealedAt(store, place, revision) })),
  );
  const newest = stages.findLast((stage) => stage.revision !== undefined);
  const manifest =
    newest?.revision === undefined ? undefined : await readManifest(store, newest.place, newest.revision);
  const sealed = stages.map((stage) => ({ sealed: stage.revision === (stage.place.round === 0 ? 1 : revision) }));
  return {
    campaign,
    recipe: identity.recipe,
    state: known ?? stateFromStore(sealed, decisions).state,
    rounds: roundCount(stages.map(({ place }, at) => ({ round: place.round, sealed: sealed[at]?.sealed ?? false }))),
    kept: manifest?.counts.kept ?? 0,
    startedAt: decisions[0]?.at ?? null,
  };
}

/** A round is done when all its stages are sealed. */
function roundCount(stages: readonly { readonly round: number; readonly sealed: boolean }[]): ListedCampaign['rounds'] {
  const rounds = new Set(stages.map(({ round }) => round).filter((round) => round > 0));
  const open = new Set(stages.filter(({ sealed }) => !sealed).map(({ round }) => round));
  return { done: [...rounds].filter((round) => !open.has(round)).length, total: rounds.size };
}

async function sealedAt(store: ArtifactStore, place: StagePlace, revision: number): Promise<number | undefined> {
  for (let r = revision; r >= 1; r--) if (await store.exists(manifestKey(place, r))) return r;
  return undefined;
}

/** One visibility query; rounds and partitions carry the campaign's attributes too and are left out. Newest run first. */
async function newestStates(client: Client): Promise<Map<string, CampaignState>> {
  const states = new Map<string, CampaignState>();
  try {
    for await (const run of client.workflow.list({
      query: `MmsynthCampaign IS NOT NULL AND WorkflowType != "partition" AND WorkflowType != "round"`,
    })) {
      if (states.has(run.workflowId)) continue;
      const state = stateOfStatus(run.status.name);
      const finer = run.typedSearchAttributes.get(stateAttribute);
      const paused = state === 'running' && finer === 'paused';
      const exhausted = state === 'failed' && finer === 'budget_exhausted';
      states.set(run.workflowId, paused ? 'paused' : exhausted ? 'budget_exhausted' : state);
    }
  } catch (error) {
    if (!isUnreachable(error)) throw error;
  }
  return states;
}

import { datasetOf } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { newestRevision, readDecisions, type Decision } from '../campaigns/decisions.ts';
import { readIdentity, type Identity } from '../campaigns/identity.ts';
import { MmsynthError } from '../errors.ts';
import { roundsOf, scheduleOf } from '../status/stage-schedule.ts';
import { readCommittedStage, type CommittedStage } from './committed-stage.ts';

/** A campaign as the store has it, without its rows. */
export interface CommittedCampaign {
  readonly identity: Identity;
  readonly decisions: readonly Decision[];
  /** The newest revision a retry has opened; 1 without one. */
  readonly revision: number;
  readonly imported: CommittedStage;
  /** Every stage of every round, in order. */
  readonly stages: readonly CommittedStage[];
  /** Those of them whose rows are the campaign's dataset. */
  readonly dataset: readonly CommittedStage[];
}

/** Reads identity, decisions and what is committed of each stage. Throws `campaign_not_found`. */
export async function readCommittedCampaign(
  store: ArtifactStore,
  campaign: string,
  options?: CallOptions,
): Promise<CommittedCampaign> {
  const identity = await readIdentity(store, campaign, options);
  if (!identity) {
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' is not in ${store.address}; \`mmsynth list\` names those that are.`,
    );
  }
  const decisions = await readDecisions(store, campaign, options);
  const revision = newestRevision(decisions);
  const [importing, ...planned] = scheduleOf(identity, decisions);
  const imported = await readCommittedStage(store, importing, revision, options);
  const stages: CommittedStage[] = [];
  for (const place of planned) stages.push(await readCommittedStage(store, place, revision, options));
  const { plan } = recipeNamed(identity.recipe);
  const named = datasetOf(plan, roundsOf(plan, identity.options, decisions), identity.options);
  const dataset = stages.filter(({ place }) =>
    named.some((of) => of.round === place.round && of.stage === place.stage),
  );
  return { identity, decisions, revision, imported, stages, dataset };
}

/** Whether the import and all rounds are sealed. */
export function isSealed({ imported, stages }: CommittedCampaign): boolean {
  return imported.sealed && stages.every(({ sealed }) => sealed);
}

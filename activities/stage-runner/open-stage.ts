import { stagePlanOf } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import { manifestKey, type StagePlace } from '../artifacts/keys.ts';
import { readManifest, readNewestManifest, type Manifest } from '../artifacts/manifest.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { CampaignCache } from '../campaigns/campaign-cache.ts';
import type { SealedStage, StageTask } from './stage-task.ts';

/** What a workflow has to do for a map stage: nothing where it is sealed, else its shards. */
export type OpenedStage =
  | { readonly kind: 'sealed'; readonly sealed: SealedStage }
  | { readonly kind: 'open'; readonly shards: number };

export interface StageDependencies {
  readonly store: ArtifactStore;
  readonly campaigns: CampaignCache;
}

export const sealedStageOf = (place: StagePlace, { revision, counts, shards, facts }: Manifest): SealedStage => ({
  counts,
  shards: shards.length,
  manifest: manifestKey(place, revision),
  facts: facts ?? {},
});

/** Looks whether a stage is sealed at this revision; if not, its shards are those of its input. */
export async function openStage(
  { store, campaigns }: StageDependencies,
  { campaign, round, stage, revision }: StageTask,
  options: CallOptions,
): Promise<OpenedStage> {
  const place = { campaign, round, stage };
  const sealed = await readManifest(store, place, revision, options);
  if (sealed) return { kind: 'sealed', sealed: sealedStageOf(place, sealed) };
  const identity = await campaigns.identity(campaign, options);
  const { plan } = recipeNamed(identity.recipe);
  const input = stagePlanOf(plan, place, identity.options)?.inputs['items'];
  if (!input) throw new Error(`map stage '${stage}' has no input named 'items'`);
  const source = { campaign, round: input.round, stage: input.stage };
  const manifest = await readNewestManifest(store, source, revision, options);
  if (!manifest) throw new Error(`round ${input.round} ${input.stage} is not sealed, so '${stage}' cannot begin`);
  return { kind: 'open', shards: manifest.shards.length };
}

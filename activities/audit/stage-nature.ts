import { stagePlanOf, type RecipePlan, type StageInput } from '../../recipes/plan.ts';
import { samePlace, type StagePlace } from '../artifacts/keys.ts';
import type { Manifest } from '../artifacts/manifest.ts';
import type { StageManifest } from './campaign-objects.ts';

/** How a stage comes by its rows, which is what it can be checked against. */
export type StageNature =
  | { readonly kind: 'import' }
  /** Each shard through all rounds: its input is the import's shard with its newest rows. */
  | { readonly kind: 'lane' }
  /** Its input is the same shard of another stage. */
  | { readonly kind: 'map'; readonly input: StageInput; readonly cutShort: 'resample' | 'take' }
  /** Its rows may come from any row of its inputs; what an activity of the recipe's own takes of them is told by none. */
  | { readonly kind: 'whole'; readonly inputs: readonly StageInput[] };

export interface AuditedPlace extends StagePlace {
  readonly nature: StageNature;
}

export function auditedPlace(plan: RecipePlan, place: StagePlace, recipeOptions: unknown): AuditedPlace {
  if (place.round === 0) return { ...place, nature: { kind: 'import' } };
  const staged = stagePlanOf(plan, place, recipeOptions);
  if (!staged) return { ...place, nature: { kind: 'lane' } };
  const { items } = staged.inputs;
  return staged.kind === 'map' && items
    ? { ...place, nature: { kind: 'map', input: items, cutShort: staged.cutShort ?? 'resample' } }
    : { ...place, nature: { kind: 'whole', inputs: staged.kind === 'whole' ? Object.values(staged.inputs) : [] } };
}

/** What a stage should have by what it is made from; undefined where that is not sealed or cannot be told from counts. */
export interface StageExpectation {
  readonly shards: number | undefined;
  readonly items: number | undefined;
}

export const noExpectation: StageExpectation = { shards: undefined, items: undefined };

const newest = (manifests: readonly StageManifest[], place: { round: number; stage: string }, revision: number) =>
  manifests
    .filter((sealed) => samePlace(sealed.place, place) && sealed.manifest.revision <= revision)
    .reduce<Manifest | undefined>(
      (best, { manifest }) => (!best || manifest.revision > best.revision ? manifest : best),
      undefined,
    );

export function expectationOf(
  { nature, ...place }: AuditedPlace,
  manifests: readonly StageManifest[],
  revision: number,
): StageExpectation {
  const itemsOf = (input: StageInput): number | undefined => {
    const counts = newest(manifests, input, revision)?.counts;
    return input.where || input.take === 'rejects'
      ? undefined
      : input.take === 'dropped'
        ? counts?.dropped
        : counts?.rows;
  };
  if (nature.kind === 'import') {
    const manifest = newest(manifests, place, revision);
    return { shards: manifest?.shards.length, items: manifest?.counts.total };
  }
  if (nature.kind === 'lane') {
    const imported = newest(manifests, { round: 0, stage: 'import' }, revision);
    return { shards: imported?.shards.length, items: imported?.counts.kept };
  }
  if (nature.kind === 'map')
    return { shards: newest(manifests, nature.input, revision)?.shards.length, items: itemsOf(nature.input) };
  const items = nature.inputs.map(itemsOf);
  return {
    shards: newest(manifests, place, revision)?.shards.length,
    items:
      items.length > 0 && items.every((n) => n !== undefined)
        ? items.reduce<number>((sum, n) => sum + (n ?? 0), 0)
        : undefined,
  };
}

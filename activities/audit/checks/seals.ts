import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { manifestKey, samePlace, type StagePlace } from '../../artifacts/keys.ts';
import type { StageManifest } from '../campaign-objects.ts';
import type { SealActivity } from '../recorded-activity.ts';
import type { ProblemList } from '../problem.ts';

export interface SealsOf {
  readonly places: readonly StagePlace[];
  readonly manifests: readonly StageManifest[];
  readonly seals: readonly SealActivity[];
  readonly revision: number;
  /** The campaign ended well, so every stage must be sealed at its revision. */
  readonly completed: boolean;
}

/** A manifest must be there where the campaign ended well, history saw it written, or a later stage has one; and history's counts are its own. */
export function checkSeals({ places, manifests, seals, revision, completed }: SealsOf, { report }: ProblemList): void {
  const find = (place: StagePlace, at: number): StageManifest | undefined =>
    manifests.find((sealed) => samePlace(sealed.place, place) && sealed.manifest.revision === at);
  for (const [at, place] of places.entries()) {
    const wanted = place.round === 0 ? 1 : revision;
    const missing = (why: string, r: number): void => report('manifest_missing', manifestKey(place, r), why);
    const later = places.slice(at + 1).some((next) => manifests.some((sealed) => samePlace(sealed.place, next)));
    const sealed = manifests.some((found) => samePlace(found.place, place));
    if (completed && !find(place, wanted)) missing('the campaign is completed', wanted);
    else if (later && !sealed) missing('a later round is sealed', wanted);
    for (const seal of seals.filter((done) => samePlace(done, place))) {
      const found = find(place, seal.revision);
      if (!found) {
        if (!(completed && seal.revision === wanted)) missing('history says it was written', seal.revision);
      } else if (canonicalJson(found.manifest.counts) !== canonicalJson(seal.counts)) {
        report('history_mismatch', found.key, 'history reports other counts than the manifest');
      }
    }
  }
}

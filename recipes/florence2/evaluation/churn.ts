import type { Annotation, PlacedAnnotation } from '../annotations/annotation.ts';
import { boundsOf, overlap } from '../geometry/place.ts';

/** Places that overlap so much are the same one (spec section 6.5). */
const SAME_PLACE = 0.9;

/** One-to-one matches between two lists of regions: same class, label, and an overlap of at least 0.9. */
export function matchedRegions(now: readonly Annotation[], before: readonly Annotation[]): number {
  const open = before.filter(isPlaced);
  let matches = 0;
  for (const one of now.filter(isPlaced)) {
    const at = open.findIndex((other) => sameRegion(one, other));
    if (at < 0) continue;
    open.splice(at, 1);
    matches += 1;
  }
  return matches;
}

/** Share of regions that are new or gone: 1 - 2M / (N + N before). 0 where there is none on either side. */
export function churn(matches: number, now: number, before: number): number {
  return now + before === 0 ? 0 : 1 - (2 * matches) / (now + before);
}

export const isPlaced = (one: Annotation): one is PlacedAnnotation => one.class !== 'text';

const labelOf = (one: PlacedAnnotation): string => (one.class === 'region_text' ? one.text : one.phrase);

function sameRegion(a: PlacedAnnotation, b: PlacedAnnotation): boolean {
  return (
    a.class === b.class &&
    a.granularity === b.granularity &&
    labelOf(a) === labelOf(b) &&
    overlap(boundsOf(a.geometry), boundsOf(b.geometry)) >= SAME_PLACE
  );
}

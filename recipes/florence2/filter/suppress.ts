import type { Annotation, PlacedAnnotation } from '../annotations/annotation.ts';
import { boundsOf, overlap } from '../geometry/place.ts';

/** Unscored ones come after all that are scored; equal scores by id, so that the order is nobody's choice. */
export function bestFirst(a: Pick<Annotation, 'score' | 'id'>, b: Pick<Annotation, 'score' | 'id'>): number {
  return (b.score ?? -1) - (a.score ?? -1) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

export interface Suppression<T> {
  readonly kept: readonly T[];
  /** Each with the better one it gave way to. */
  readonly suppressed: readonly { readonly annotation: T; readonly by: string }[];
}

/**
 * Non-maximum suppression (paper, section 4.2): best first, each takes away those it concerns whose bounds overlap its own by
 * strictly more than `most`.
 */
export function suppress<T extends PlacedAnnotation>(
  annotations: readonly T[],
  most: number,
  concerns: (better: T, other: T) => boolean,
): Suppression<T> {
  const kept: T[] = [];
  const suppressed: { annotation: T; by: string }[] = [];
  for (const annotation of [...annotations].sort(bestFirst)) {
    const bounds = boundsOf(annotation.geometry);
    const better = kept.find(
      (other) => concerns(other, annotation) && overlap(boundsOf(other.geometry), bounds) > most,
    );
    if (better) suppressed.push({ annotation, by: better.id });
    else kept.push(annotation);
  }
  return { kept, suppressed };
}

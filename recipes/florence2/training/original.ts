import type { Annotation } from '../annotations/annotation.ts';

/** Whether at least half of the annotations are people's or were made in round 1, before any model was trained on its own answers. */
export function isOriginal(annotations: readonly Annotation[]): boolean {
  const original = annotations.filter(({ source }) => source.kind === 'human' || source.round <= 1).length;
  return original * 2 >= annotations.length;
}

/** How many of the other records may stay so that the original ones make up at least `least` of all. */
export function mostOthers(original: number, others: number, least: number): number {
  // A quotient such as 7 / 3 * 3 may fall a hair short of a whole number.
  return least === 0 ? others : Math.min(others, Math.floor((original * (1 - least)) / least + 1e-9));
}

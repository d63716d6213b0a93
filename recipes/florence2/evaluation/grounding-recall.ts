import { overlap } from '../geometry/place.ts';
import type { Box } from '../locations.ts';

/** A phrase of a gold text with the boxes it names; `found` the boxes an annotator gave it, best first. */
export interface GroundedPhrase {
  readonly gold: readonly Box[];
  readonly found: readonly Box[];
}

/** R@1 at an overlap of 0.5: share of the phrases whose first box meets one of the gold's (Flickr30k's any-box protocol). */
export function recallAtOne(phrases: readonly GroundedPhrase[], least = 0.5): number {
  if (phrases.length === 0) return 0;
  const met = phrases.filter(({ gold, found: [first] }) => first && gold.some((box) => overlap(box, first) >= least));
  return met.length / phrases.length;
}

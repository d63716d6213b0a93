import { overlap } from '../geometry/place.ts';
import type { Box } from '../locations.ts';

/** A phrase of a gold text with the boxes it names; `found` the boxes an annotator gave it, best first. */
export interface GroundedPhrase {
  readonly gold: readonly Box[];
  readonly found: readonly Box[];
}

/** R@1 at an overlap of 0.5: phrases whose first box meets one of the gold's (Flickr30k's any-box protocol). */
export function metPhrases(phrases: readonly GroundedPhrase[], least = 0.5): number {
  return phrases.filter(({ gold, found: [first] }) => first && gold.some((box) => overlap(box, first) >= least)).length;
}

/** Their share; 0 where there are none. */
export function recallAtOne(phrases: readonly GroundedPhrase[], least = 0.5): number {
  return phrases.length === 0 ? 0 : metPhrases(phrases, least) / phrases.length;
}

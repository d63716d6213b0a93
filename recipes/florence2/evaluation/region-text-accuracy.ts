import type { Annotation, PlacedAnnotation } from '../annotations/annotation.ts';
import { boundsOf, overlap } from '../geometry/place.ts';
import type { Box } from '../locations.ts';
import { isPlaced } from './churn.ts';

/** Gold places that overlap so much are one, with a text each; a found place answers one that it overlaps by half, as in R@1. */
const SAME_PLACE = 0.9;
const FOUND = 0.5;

/** A place of the gold with every text people gave it: its label, and the phrases that name it. */
export interface GoldRegion {
  readonly box: Box;
  readonly writing: boolean;
  readonly texts: readonly string[];
}

export interface RegionTextCounts {
  readonly regions: number;
  /** Places that were found, whatever was said of them. */
  readonly located: number;
  /** Found places whose text says what the gold says. */
  readonly right: number;
}

/** Lines of text are compared with lines of text only. */
const isWriting = ({ geometry }: PlacedAnnotation): boolean => geometry.type === 'quad';

/** People's annotations of a picture as places, each once. */
export function goldRegions(gold: readonly Annotation[]): readonly GoldRegion[] {
  const regions: { box: Box; writing: boolean; texts: string[] }[] = [];
  for (const one of gold.filter(isPlaced)) {
    const [box, writing, text] = [
      boundsOf(one.geometry),
      isWriting(one),
      one.class === 'region_text' ? one.text : one.phrase,
    ];
    const known = regions.find((region) => region.writing === writing && overlap(region.box, box) >= SAME_PLACE);
    if (known) known.texts.push(text);
    else regions.push({ box, writing, texts: [text] });
  }
  return regions;
}

/**
 * Region-text accuracy of a picture (spec section 6.5): each gold place asks the found region-text whose bounds overlap its own most, by
 * half at least; it is right where `says(found, gold)` holds for one of the place's texts. Of equal overlaps the first found counts.
 */
export function regionTextCounts(
  gold: readonly GoldRegion[],
  found: readonly Annotation[],
  says: (found: string, gold: string) => boolean,
): RegionTextCounts {
  const texts = found.flatMap((one) =>
    one.class === 'region_text' ? [{ text: one.text, writing: isWriting(one), box: boundsOf(one.geometry) }] : [],
  );
  const answers = gold.map(({ box, writing, texts: wanted }) => {
    const near = texts
      .filter((one) => one.writing === writing)
      .map(({ text, box: place }) => ({ text, share: overlap(place, box) }))
      .filter(({ share }) => share >= FOUND);
    const [best] = near.toSorted((a, b) => b.share - a.share);
    return best && { right: wanted.some((text) => says(best.text, text)) };
  });
  const located = answers.filter((answer) => answer !== undefined);
  return { regions: gold.length, located: located.length, right: located.filter(({ right }) => right).length };
}

/** Whether a text of several words has the words of another in it, one after the other, case and punctuation aside. */
export function namesIt(text: string, name: string): boolean {
  const [words, wanted] = [text, name].map((one) => (one.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' '));
  return wanted !== undefined && wanted !== '' && ` ${words} `.includes(` ${wanted} `);
}

import { bestEntries, type ScoredEntry } from '../index/best-entries.ts';

/** Softens the first places: with 60, being first in one list weighs as much as being 62nd in two. */
const k = 60;

/**
 * Joins rankings: an entry's score is the sum of 1 / (60 + its rank) over the lists that hold it (reciprocal rank fusion,
 * section 7.1 of the specification). Ranks begin with 1.
 */
export function fuseRanks(lists: readonly (readonly number[])[], most: number): readonly ScoredEntry[] {
  const scores = new Map<number, number>();
  for (const list of lists)
    for (const [place, entry] of list.entries()) scores.set(entry, (scores.get(entry) ?? 0) + 1 / (k + place + 1));
  return bestEntries(scores.keys(), (entry) => scores.get(entry) ?? 0, most);
}

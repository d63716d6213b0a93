/** BM25 as in section 7.1 of the specification. */
const k1 = 1.2;
const b = 0.75;

/** Weight of a term that stands in `found` of `total` entries. */
export const inverseFrequency = (found: number, total: number): number =>
  Math.log(1 + (total - found + 0.5) / (found + 0.5));

/** What a term with `count` occurrences adds to the score of an entry. Lengths are in terms. */
export const termScore = (weight: number, count: number, length: number, meanLength: number): number =>
  (weight * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / meanLength));

/** Longest n-grams that count, and the spread of the length penalty in words (arXiv 1411.5726, section 6: CIDEr-D). */
const LONGEST = 4;
const SPREAD = 6;

export interface CaptionPair {
  readonly found: string;
  /** Texts of people on the same picture, one or more. */
  readonly gold: readonly string[];
}

type Counts = ReadonlyMap<string, number>;

/**
 * CIDEr-D of captions against people's, as pycocoevalcap computes it on words in lower case without punctuation: 0 to 10 each, the mean
 * over pictures; 0 for none. How rare an n-gram is comes from the gold at hand, so figures of different gold sets do not compare,
 * and a gold set of one picture gives 0.
 */
export function cider(pairs: readonly CaptionPair[]): number {
  const scores = ciderOfEach(pairs);
  return scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

export function ciderOfEach(pairs: readonly CaptionPair[]): readonly number[] {
  const counted = pairs.map(({ found, gold }) => ({ found: ngrams(found), gold: gold.map(ngrams) }));
  const pictures = new Map<string, number>();
  for (const { gold } of counted)
    for (const gram of new Set(gold.flatMap((counts) => [...counts.keys()])))
      pictures.set(gram, (pictures.get(gram) ?? 0) + 1);
  const rarity = (gram: string): number => Math.log(pairs.length) - Math.log(Math.max(1, pictures.get(gram) ?? 0));
  return counted.map(({ found, gold }) => {
    const all = gold.reduce((sum, reference) => sum + similarity(found, reference, rarity), 0);
    return gold.length === 0 ? 0 : (10 * all) / (LONGEST * gold.length);
  });
}

/** Every run of one to four words with how often it stands. */
function ngrams(text: string): Counts {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
  const counts = new Map<string, number>();
  for (let n = 1; n <= LONGEST; n++)
    for (let at = 0; at + n <= words.length; at++) {
      const gram = words.slice(at, at + n).join(' ');
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  return counts;
}

const lengthOf = (gram: string): number => gram.split(' ').length;

/** Sum over lengths of n-grams of the cosines of their weights, those of the found text clipped, times the length penalty. */
function similarity(found: Counts, reference: Counts, rarity: (gram: string) => number): number {
  const products = Array.from({ length: LONGEST }, () => ({ shared: 0, found: 0, reference: 0 }));
  for (const [gram, count] of reference) {
    const sums = products[lengthOf(gram) - 1];
    if (!sums) continue;
    const weight = count * rarity(gram);
    sums.reference += weight ** 2;
    sums.shared += Math.min((found.get(gram) ?? 0) * rarity(gram), weight) * weight;
  }
  for (const [gram, count] of found) {
    const sums = products[lengthOf(gram) - 1];
    if (sums) sums.found += (count * rarity(gram)) ** 2;
  }
  // The reference counts a text's length in pairs of words.
  const difference = pairsOf(found) - pairsOf(reference);
  const penalty = Math.exp(-(difference ** 2) / (2 * SPREAD ** 2));
  return products.reduce((sum, { shared, found: left, reference: right }) => {
    const norm = Math.sqrt(left) * Math.sqrt(right);
    return sum + (norm === 0 ? shared : shared / norm) * penalty;
  }, 0);
}

const pairsOf = (counts: Counts): number =>
  [...counts].reduce((sum, [gram, count]) => sum + (lengthOf(gram) === 2 ? count : 0), 0);

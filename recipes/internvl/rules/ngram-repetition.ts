import { splitWords } from '../split-words.ts';

/**
 * Share of distinct word n-grams that occur more than once among all n-grams: the reference's form, 0 for a text shorter
 * than n words. It misses a loop of one phrase (1 of many n-grams is distinct): the rules use `repeatedNgramShare`.
 */
export function ngramRepetition(text: string, n: number): number {
  const { counts, total } = countNgrams(splitWords(text), n);
  let repeated = 0;
  for (const count of counts.values()) if (count > 1) repeated++;
  return total > 0 ? repeated / total : 0;
}

/** Share of n-gram occurrences whose n-gram occurs more than once: 1 for a pure loop. Units are words or characters. */
export function repeatedNgramShare(units: readonly string[], n: number): number {
  const { counts, total } = countNgrams(units, n);
  let repeated = 0;
  for (const count of counts.values()) if (count > 1) repeated += count;
  return total > 0 ? repeated / total : 0;
}

/** How often each n-gram occurs, keyed by its units joined with a space, and how many there are. */
export function countNgrams(
  units: readonly string[],
  n: number,
): { readonly counts: ReadonlyMap<string, number>; readonly total: number } {
  const counts = new Map<string, number>();
  const total = Math.max(0, units.length - n + 1);
  for (let i = 0; i < total; i++) {
    const ngram = units.slice(i, i + n).join(' ');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return { counts, total };
}

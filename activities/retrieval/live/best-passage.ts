import { bestEntries } from '../index/best-entries.ts';
import { inverseFrequency, termScore } from '../index/bm25.ts';
import { termsOf } from '../index/terms.ts';

/** The passage that answers a query best by BM25 among these alone; the first where none holds a word of it. */
export function bestPassage(query: string, passages: readonly string[]): string | undefined {
  const terms = passages.map(termsOf);
  const meanLength = terms.reduce((sum, { length }) => sum + length, 0) / Math.max(1, passages.length);
  const scores = passages.map(() => 0);
  for (const word of new Set(termsOf(query))) {
    const counts = terms.map((all) => all.filter((term) => term === word).length);
    const weight = inverseFrequency(counts.filter((count) => count > 0).length, passages.length);
    for (const [i, count] of counts.entries())
      if (count > 0) scores[i] = (scores[i] ?? 0) + termScore(weight, count, terms[i]?.length ?? 0, meanLength);
  }
  const [best] = bestEntries(passages.keys(), (i) => scores[i] ?? 0, 1);
  return best && passages[best.entry];
}

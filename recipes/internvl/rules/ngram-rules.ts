import { splitWords } from '../split-words.ts';
import { countNgrams, repeatedNgramShare } from './ngram-repetition.ts';
import type { RuleSettings } from './settings.ts';
import { charactersOf, isCjk, loopUnits } from './text-units.ts';
import type { Measured } from './verdict.ts';

/** R1: a phrase that loops. */
export function loopMeasure(text: string, { ngramLoop, ngramForm }: RuleSettings): Measured {
  const { units, n } = loopUnits(text);
  const value = ngramForm === 'occurrence' ? repeatedNgramShare(units, n) : distinctShare(units, n);
  return { rule: 'R1_ngram_loop', value, threshold: ngramLoop };
}

function distinctShare(units: readonly string[], n: number): number {
  const { counts, total } = countNgrams(units, n);
  return total === 0 ? 0 : [...counts.values()].filter((count) => count > 1).length / total;
}

/** R5: characters of the most frequent n-gram in all its occurrences, as a share of all. */
function topNgramShare(words: readonly string[], n: number, gap: 0 | 1, characters: number): number {
  let most = { count: 1, length: 0 };
  for (const [ngram, count] of countNgrams(words, n).counts)
    if (count > most.count || (count === most.count && count > 1 && ngram.length > most.length))
      most = { count, length: ngram.length };
  const length = most.length - (n - 1) * (1 - gap);
  return most.count < 2 || characters === 0 ? 0 : (most.count * length) / characters;
}

/** R6: characters of n-grams seen before, scanned from the left, jumping over each that is found. */
function duplicateNgramShare(words: readonly string[], n: number, characters: number): number {
  const seen = new Set<string>();
  let repeated = 0;
  for (let at = 0; at + n <= words.length;) {
    const ngram = words.slice(at, at + n).join('');
    if (seen.has(ngram)) {
      repeated += ngram.length;
      at += n;
    } else {
      seen.add(ngram);
      at += 1;
    }
  }
  return characters === 0 ? 0 : repeated / characters;
}

/** Two characters of CJK text stand for a word, as in R1. */
const unitsPerWord = (text: string): number => (isCjk(text) ? 2 : 1);
const wordsOf = (text: string): readonly string[] => (isCjk(text) ? charactersOf(text) : splitWords(text));

/** Below these words R5 and R6 say nothing: short answers repeat by nature (spec §a.2). */
const fewestWords = 50;
export const hasEnoughWords = (text: string): boolean => wordsOf(text).length >= fewestWords * unitsPerWord(text);

/** R5 and R6, for each n of the settings; in CJK text an n-gram has twice as many characters. */
export function ngramMeasures(text: string, settings: RuleSettings): readonly Measured[] {
  const words = wordsOf(text);
  const scale = unitsPerWord(text);
  /** What stands between two units of an n-gram in the text. */
  const gap = scale === 2 ? 0 : 1;
  const characters = text.length;
  const each = (shares: Readonly<Record<string, number>>, measure: (n: number) => number, rule: Measured['rule']) =>
    Object.entries(shares).map(([n, threshold]): Measured => ({
      rule,
      form: n,
      value: measure(scale * Number(n)),
      threshold,
    }));
  return [
    ...each(settings.topNgramCharacters, (n) => topNgramShare(words, n, gap, characters), 'R5_top_ngram'),
    ...each(settings.duplicateNgramCharacters, (n) => duplicateNgramShare(words, n, characters), 'R6_duplicate_ngrams'),
  ];
}

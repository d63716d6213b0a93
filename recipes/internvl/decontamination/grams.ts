import { hashText, mix } from '../dedup/mix.ts';
import { normalisedText, unitsOf } from '../dedup/shingles.ts';
import { isCjk } from '../rules/text-units.ts';

/** A text as its runs of words are compared: two 32-bit hashes of each word, or character of CJK text. */
export interface WordHashes {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Units that stand for one word: 2 characters of CJK text. */
  readonly unitsPerWord: 1 | 2;
}

export function wordHashes(text: string): WordHashes {
  const normalised = normalisedText(text);
  const units = unitsOf(normalised);
  return {
    first: Int32Array.from(units, (unit) => hashText(unit)),
    second: Int32Array.from(units, (unit) => hashText(unit, 0x5bd1e995)),
    unitsPerWord: isCjk(normalised) ? 2 : 1,
  };
}

export const wordCount = ({ first, unitsPerWord }: WordHashes): number => Math.floor(first.length / unitsPerWord);

/** Hash of units `from` up to `end`, 53 bits, so that a million runs of either side meet by chance once in ten thousand times. */
export function gramHash({ first, second }: WordHashes, from: number, end: number): number {
  let [h, g] = [1, 2];
  for (let at = from; at < end; at++) {
    h = Math.imul(h, 0x9e3779b1) + (first[at] as number);
    g = Math.imul(g, 0x85ebca77) + (second[at] as number);
  }
  return (mix(h) >>> 0) * 2 ** 21 + (mix(g) >>> 11);
}

/** Hashes of all runs of so many words; none in a shorter text. */
export function* gramHashes(hashes: WordHashes, words: number): Generator<number> {
  const length = words * hashes.unitsPerWord;
  for (let at = 0; at + length <= hashes.first.length; at++) yield gramHash(hashes, at, at + length);
}

/** Hash of a whole text. */
export const wholeHash = (hashes: WordHashes): number => gramHash(hashes, 0, hashes.first.length);

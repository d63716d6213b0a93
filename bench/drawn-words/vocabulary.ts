import { dict } from '@node-rs/jieba/dict.js';
import { draw } from './draw.ts';

/** Words to make text and queries of. */
export interface Vocabulary {
  /** What stands between two words of a text. */
  readonly between: string;
  /** A word, as often as its frequency says. */
  word(): string;
  /** One of the fifty commonest. */
  common(): string;
  /** One that is neither common nor hardly ever used. */
  rare(): string;
}

const size = 200_000;
const wordOf = (rank: number): string => `w${rank.toString(36)}`;

/** Made-up words by Zipf's law, exponent 1. */
export const english: Vocabulary = {
  between: ' ',
  word: () => wordOf(Math.floor((size + 1) ** draw())),
  common: () => wordOf(1 + Math.floor(50 * draw())),
  rare: () => wordOf(1000 + Math.floor(50_000 * draw())),
};

/** The words of jieba's dictionary by the frequencies that stand there, written without spaces. */
export function chinese(): Vocabulary {
  const words = Buffer.from(dict)
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .map(([word = '', frequency]) => ({ word, frequency: Number(frequency) }))
    .filter(({ word, frequency }) => /^\p{Script=Han}+$/u.test(word) && frequency > 0)
    .sort((a, b) => b.frequency - a.frequency);
  let sum = 0;
  const sums = Float64Array.from(words, ({ frequency }) => (sum += frequency));
  const at = (rank: number): string => words[rank]?.word ?? '';
  return {
    between: '',
    word: () => at(firstAbove(sums, sum * draw())),
    common: () => at(Math.floor(50 * draw())),
    rare: () => at(1000 + Math.floor(50_000 * draw())),
  };
}

/** Place of the first value above the wanted one; values ascend. */
function firstAbove(values: Float64Array, wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

import { describe, expect, it } from '@jest/globals';
import { readCharacters } from '../../../activities/vision/read-characters.ts';

const alphabet = ['a', 'b', ' '];
/** Steps in which one class has the given probability and the others share the rest. */
const steps = (...likeliest: readonly (readonly [number, number])[]): Float32Array =>
  Float32Array.from(
    likeliest.flatMap(([best, probability]) =>
      [0, 1, 2, 3].map((one) => (one === best ? probability : (1 - probability) / 3)),
    ),
  );

describe('the characters of a line', () => {
  it('are the likeliest, once for each run, again after a blank', () => {
    const read = readCharacters(steps([1, 0.9], [1, 0.8], [0, 0.9], [1, 0.7], [3, 0.8], [2, 0.6]), 4, alphabet);
    expect(read.text).toBe('aa b');
    expect(read.score).toBeCloseTo((0.9 + 0.7 + 0.8 + 0.6) / 4);
  });

  it('are none where only blanks are likely, with a score of 0', () => {
    expect(readCharacters(steps([0, 0.9], [0, 0.9]), 4, alphabet)).toEqual({ text: '', score: 0 });
  });

  it('lose the spaces at both ends', () => {
    expect(readCharacters(steps([3, 0.9], [2, 0.9], [3, 0.9]), 4, alphabet).text).toBe('b');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinWords, type PlacedText } from '../../../activities/vision/join-words.ts';

/** A word of ten pixels a letter in a box that leans by `slope`. */
function word(text: string, x: number, y: number, height = 20, slope = 0): PlacedText {
  const right = x + text.length * 10;
  const lower = slope * (right - x);
  const quad = [
    [x, y],
    [right, y + lower],
    [right, y + lower + height],
    [x, y + height],
  ] as const;
  return { text, score: 0.9, quad };
}
const texts = (words: readonly PlacedText[]): readonly string[] => joinWords(words).map(({ text }) => text);

describe('words that were found', () => {
  it('become a line where they stand side by side and near, whatever order they came in', () => {
    const [first, second, third] = [word('mind', 0, 0), word('the', 48, 2), word('step', 86, 4)];
    expect(texts([third, first, second])).toEqual(['mind the step']);
    expect(joinWords([first, second])[0]?.quad).toEqual([first.quad[0], second.quad[1], second.quad[2], first.quad[3]]);
  });

  it('stay apart in another column, another cell and another size', () => {
    expect(texts([word('Total Fat 13g', 200, 0), word('Calories 190', 0, 1)])).toEqual([
      'Total Fat 13g',
      'Calories 190',
    ]);
    expect(texts([word('7', 0, 0), word('6', 40, 0), word('9', 120, 0)])).toEqual(['7', '6', '9']);
    expect(texts([word('BIG', 0, 0, 60), word('small', 34, 20, 20)])).toEqual(['BIG', 'small']);
  });

  it('go on along a line that leans', () => {
    const first = word('Enrichment', 0, 0, 20, 0.3);
    expect(texts([first, word('St', 108, 32, 20, 0.3)])).toEqual(['Enrichment St']);
    expect(texts([first, word('St', 108, 0, 20, 0.3)])).toHaveLength(2);
  });

  it('weigh by their letters in the score', () => {
    const [long, short] = [word('station', 0, 0), { ...word('B', 74, 0), score: 0.5 }];
    expect(joinWords([long, short])[0]?.score).toBeCloseTo((7 * 0.9 + 0.5) / 8);
  });

  it('are neither lost nor made, and lines come top to bottom', () => {
    const words = fc.array(
      fc.tuple(fc.stringMatching(/^[a-z]{1,9}$/), fc.nat(400), fc.nat(400), fc.integer({ min: 8, max: 60 })),
    );
    fc.assert(
      fc.property(words, (drawn) => {
        const lines = joinWords(drawn.map(([text, x, y, height]) => word(text, x, y, height)));
        expect(lines.flatMap(({ text }) => text.split(' ')).toSorted()).toEqual(drawn.map(([text]) => text).toSorted());
        const tops = lines.map(({ quad }) => quad[0][1]);
        expect(tops).toEqual(tops.toSorted((a, b) => a - b));
      }),
    );
  });
});

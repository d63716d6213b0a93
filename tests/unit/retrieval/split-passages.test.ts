import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitPassages } from '../../../activities/retrieval/corpus/split-passages.ts';

const bare = (text: string): string => text.replace(/\s+/gu, '');

describe('passages of a text', () => {
  it('lose nothing but white space and hold at most 200 words', () => {
    const piece = fc.constantFrom('word ', 'end. ', 'line\n', '字', '句。', ' ', 'a.b ', '?! ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 1500 }), (pieces) => {
        const text = pieces.join('');
        const passages = splitPassages(text);
        expect(passages.map(bare).join('')).toBe(bare(text));
        for (const passage of passages) {
          const words =
            (passage.match(/[^\s\p{Script=Han}]+/gu)?.length ?? 0) +
            0.6 * (passage.match(/\p{Script=Han}/gu)?.length ?? 0);
          expect(words).toBeLessThanOrEqual(200.001);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('end where sentences end', () => {
    const passages = splitPassages(`${'one two three four five six seven. '.repeat(40)}`);
    expect(passages).toHaveLength(2);
    for (const passage of passages) expect(passage).toMatch(/\.$/u);
  });

  it('of an endless sentence are cut between words', () => {
    expect(splitPassages('word '.repeat(450)).map((passage) => passage.split(' ').length)).toEqual([200, 200, 50]);
  });

  it('of a megabyte of one letter is one', () => {
    expect(splitPassages('x'.repeat(1_000_000))).toHaveLength(1);
  });
});

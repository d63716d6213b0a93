import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { benchmarkIndex, type BenchmarkItem } from '../../../recipes/internvl/decontamination/benchmark-index.ts';
import { gramHashes, wordCount, wordHashes } from '../../../recipes/internvl/decontamination/grams.ts';
import { decontaminationSettings } from '../../../recipes/internvl/decontamination/settings.ts';

const words = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `word${from + i}`).join(' ');
const indexOf = (...items: (Partial<BenchmarkItem> & { readonly text: string })[]) => {
  const index = benchmarkIndex(decontaminationSettings.parse({}));
  for (const [i, item] of items.entries()) index.add({ id: `i${i}`, benchmark: 'b', ...item });
  return index;
};

describe('runs of words', () => {
  it('are compared without case and punctuation', () => {
    const [a, b] = ['A cat, on a MAT!', 'a cat on a mat'].map((text) => [...gramHashes(wordHashes(text), 2)]);
    expect(a).toEqual(b);
    expect(a).toHaveLength(4);
  });
  it('have two characters for a word in text without spaces', () => {
    const hashes = wordHashes('我们看见一只猫在椅子');
    expect([wordCount(hashes), [...gramHashes(hashes, 4)].length]).toEqual([5, 3]);
  });
  it('differ where the words do', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/u), { minLength: 2, maxLength: 30 }), (drawn) => {
        const hashes = [...gramHashes(wordHashes(drawn.join(' ')), 2)];
        expect(new Set(hashes).size).toBe(hashes.length);
      }),
    );
  });
});

describe('a benchmark', () => {
  it('leaks by 13 words, and not by 12', () => {
    const index = indexOf({ text: words(0, 40), benchmark: 'long' });
    expect(index.leakIn({ text: `${words(100, 20)} ${words(5, 13)} ${words(200, 20)}` })).toEqual({
      rule: 'benchmark_text',
      value: 1,
      threshold: 0,
      words: 13,
      benchmark: 'long',
      item: 'i0',
    });
    expect(index.leakIn({ text: `${words(100, 20)} ${words(5, 12)} ${words(200, 20)}` })).toBeUndefined();
  });

  it('of fewer than 13 words leaks by 8, and not by 7', () => {
    const index = indexOf({ text: words(0, 12) });
    const around = (count: number) => ({ text: `${words(100, 20)} ${words(2, count)} ${words(200, 20)}` });
    expect(index.leakIn(around(8))).toMatchObject({ words: 8, value: 1 });
    expect(index.leakIn(around(7))).toBeUndefined();
  });

  it('leaks into a sample of fewer than 13 words by 8', () => {
    const index = indexOf({ text: words(0, 40) });
    expect(index.leakIn({ text: `${words(5, 8)} so it is` })).toMatchObject({ words: 8 });
    expect(index.leakIn({ text: `${words(5, 7)} so it is said` })).toBeUndefined();
  });

  it('of fewer than 8 words leaks as a whole, unless a picture tells more', () => {
    const index = indexOf(
      { text: 'Capital of France? Paris' },
      { text: 'What is it? A cat', pictures: ['0'.repeat(16)] },
    );
    expect(index.leakIn({ text: 'capital of France: Paris.' })).toMatchObject({ words: 4, item: 'i0' });
    expect(index.leakIn({ text: 'The capital of France? Paris' })).toBeUndefined();
    expect(index.leakIn({ text: 'What is it? A cat' })).toBeUndefined();
    expect(index.leakIn({ text: 'Capital of France? Paris', pictures: ['f'.repeat(16)] })).toBeUndefined();
  });

  it('leaks by a picture of at most 6 bits, the nearest one named', () => {
    const index = indexOf(
      { text: 'a', pictures: ['000000000000003f'] },
      { text: 'b', pictures: ['0000000000000003'] },
      { text: 'c', pictures: ['ffffffffffffffff'] },
    );
    expect(index.leakIn({ text: 'x', pictures: ['0'.repeat(16)] })).toMatchObject({
      rule: 'benchmark_image',
      value: 2,
      threshold: 6,
      item: 'i1',
    });
    expect(index.leakIn({ text: 'x', pictures: ['0000ffff00000000'] })).toBeUndefined();
  });

  it('finds every planted run, wherever it stands', () => {
    const index = indexOf({ text: words(0, 60) });
    fc.assert(
      fc.property(fc.nat(47), fc.nat(30), fc.nat(30), (from, before, after) => {
        const text = `${words(1000, before)} ${words(from, 13)} ${words(2000, after)}`;
        expect(index.leakIn({ text })).toMatchObject({ item: 'i0' });
      }),
    );
  });

  it('that is empty leaks into nothing', () => {
    expect(indexOf().leakIn({ text: words(0, 30), pictures: ['0'.repeat(16)] })).toBeUndefined();
  });
});

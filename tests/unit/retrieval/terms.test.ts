import { describe, expect, it } from '@jest/globals';
import { termsOf } from '../../../activities/retrieval/index/terms.ts';

describe('terms of the index', () => {
  it.each([
    ["The Eiffel Tower's height: 1,083 ft.", ['the', 'eiffel', 'tower', 'height', '1083', 'ft']],
    ['Nataša Pirc Musar', ['natasa', 'pirc', 'musar']],
    ['ＦＵＬＬ-width', ['full', 'width']],
    ["o'neill don’t", ['oneill', 'dont']],
    ['1,2,3', ['1', '2', '3']],
    ['', []],
  ])('%j', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it('cuts Chinese into words, and long words also into those within them', () => {
    expect(termsOf('我来到北京清华大学')).toEqual(expect.arrayContaining(['来到', '北京', '清华', '大学', '清华大学']));
  });

  it('cuts a run of 1,000 letters to 64', () => {
    expect(termsOf('x'.repeat(1000))).toEqual(['x'.repeat(64)]);
  });
});

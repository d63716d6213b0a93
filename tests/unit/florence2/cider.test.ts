import { describe, expect, it } from '@jest/globals';
import { cider, ciderOfEach, type CaptionPair } from '../../../recipes/florence2/evaluation/cider.ts';

/** With the scores that pycocoevalcap 1.2 gives them. */
const recorded: readonly (CaptionPair & { readonly score: number })[] = [
  {
    found: 'A dog stands beside two sheep on a hill.',
    gold: ['Two sheep and a dog stand on a green hill.', 'A dog watches two sheep.'],
    score: 2.0784136172885086,
  },
  {
    found: 'A man rides a horse on the beach.',
    gold: ['A man rides a brown horse along the beach.'],
    score: 4.354325300582406,
  },
  { found: 'A green bus', gold: ['A red bus stops at the corner of a busy street.'], score: 0.27247600850826437 },
  { found: 'Two boats lie in the harbour.', gold: ['Two boats lie in the harbour.'], score: 10 },
];

describe('CIDEr', () => {
  it('is the reference’s on recorded captions', () => {
    expect(ciderOfEach(recorded)).toEqual(recorded.map(({ score }) => expect.closeTo(score, 9)));
    expect(cider(recorded)).toBeCloseTo(4.176303731594794, 9);
  });

  it('is 0 without captions, and of a gold of one picture', () => {
    expect(cider([])).toBe(0);
    expect(cider([{ found: 'one cat', gold: ['one cat'] }])).toBe(0);
    expect(cider([{ found: '', gold: ['one cat'] }, ...recorded])).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { preferencePairs } from '../../../recipes/vote/index.ts';
import { uniformFrom } from '../../../recipes/sha256.ts';

const rollout = (answer: string, correct: boolean, wellFormed = true) => ({ answer, correct, wellFormed });
const draw = (purpose: string): number => uniformFrom('pairs', purpose);

describe('preference pairs', () => {
  const set = [
    ...Array.from({ length: 4 }, () => rollout('7', true)),
    ...Array.from({ length: 6 }, (_, i) => rollout(`wrong ${'abcdef'[i]}`, false)),
  ];

  it('are 15 of the 24 possible ones of 4 right and 6 wrong answers', () => {
    expect(preferencePairs(set, 100, draw)).toHaveLength(24);
    expect(preferencePairs(set, 15, draw)).toHaveLength(15);
  });

  it('are all different, and each of a right and a wrong answer of good form', () => {
    const some = fc.array(
      fc.record({ answer: fc.constantFrom('1', '12', 'x'), correct: fc.boolean(), wellFormed: fc.boolean() }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(some, fc.nat(20), (rollouts, most) => {
        const pairs = preferencePairs(rollouts, most, draw);
        expect(pairs.length).toBeLessThanOrEqual(most);
        expect(new Set(pairs.map(({ chosen, rejected }) => `${chosen}/${rejected}`)).size).toBe(pairs.length);
        for (const { chosen, rejected } of pairs) {
          expect(rollouts[chosen]).toMatchObject({ correct: true, wellFormed: true });
          expect(rollouts[rejected]).toMatchObject({ correct: false, wellFormed: true });
        }
      }),
    );
  });

  it('leave out a wrong answer that holds the right one', () => {
    expect(preferencePairs([rollout('1', true), rollout('12', false), rollout('2', false)], 15, draw)).toEqual([
      { chosen: 0, rejected: 2 },
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawOperator } from '../../../recipes/mmevol/index.ts';
import { operators, type Operator } from '../../../recipes/mmevol/vocabulary.ts';

function shares(seed: number, draws: number, weights?: Partial<Record<Operator, number>>): number[] {
  const counts = new Map<string, number>();
  for (let draw = 0; draw < draws; draw += 1) {
    const input = { seed, itemId: `item-${draw % 1200}`, round: 1 + Math.floor(draw / 1200) };
    const operator = drawOperator(weights ? { ...input, weights } : input);
    counts.set(operator, (counts.get(operator) ?? 0) + 1);
  }
  return operators.map((operator) => counts.get(operator) ?? 0);
}

/** Chi-square above this has p < 0.01 at 2 degrees of freedom. */
const critical = 9.21;

describe('drawOperator', () => {
  it('draws uniformly by default', () => {
    const draws = 3600;
    const counts = shares(1, draws);
    const expected = draws / 3;
    for (const count of counts) expect(Math.abs(count / draws - 1 / 3)).toBeLessThan(0.03);
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(critical);
  });

  it('reproduces the official mix with its weights', () => {
    const draws = 3600;
    const counts = shares(2, draws, { interactive: 0.25, cognitive: 0.25, perceptual: 0.5 });
    const expected = [0.5, 0.25, 0.25].map((share) => share * draws);
    const chiSquare = counts.reduce(
      (sum, count, at) => sum + (count - (expected[at] ?? 0)) ** 2 / (expected[at] ?? 1),
      0,
    );
    expect(chiSquare).toBeLessThan(critical);
  });

  it('never draws an operator that has no weight', () => {
    expect(shares(3, 600, { cognitive: 2 })).toEqual([0, 600, 0]);
    expect(shares(3, 600, { interactive: 1, cognitive: 0 })).toEqual([0, 0, 600]);
  });

  it('refuses weights that allow nothing', () => {
    expect(() => drawOperator({ seed: 1, itemId: 'a', round: 1, weights: {} })).toThrow(RangeError);
    expect(() => drawOperator({ seed: 1, itemId: 'a', round: 1, weights: { cognitive: -1, perceptual: 2 } })).toThrow(
      RangeError,
    );
  });

  it('draws the same for the same seed, item and round', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.integer({ min: 1, max: 9 }), (seed, itemId, round) => {
        expect(drawOperator({ seed, itemId, round })).toBe(drawOperator({ seed, itemId, round }));
      }),
      { numRuns: 100 },
    );
  });

  it('does not keep an item at one operator over the rounds', () => {
    const drawn = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((round) => drawOperator({ seed: 1, itemId: 'x', round })));
    expect(drawn.size).toBe(3);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suppress } from '../../../recipes/florence2/filter/suppress.ts';
import { siftRegions } from '../../../recipes/florence2/filter/sift-regions.ts';
import { overlap } from '../../../recipes/florence2/geometry/place.ts';
import { optionsOf, region } from './scenario.ts';

const size = { width: 300, height: 300 };
const a = region('thing', [0, 0, 100, 100], 0.9);
const b = region('thing', [10, 10, 110, 110], 0.8);
const c = region('thing', [200, 200, 260, 260], 0.4);
const d = region('thing', [0, 0, 100, 100], 0.25);
const filters = (given: Record<string, unknown>) => optionsOf({ filters: given }).filters;

describe('the filters of regions', () => {
  it('drop what scores too low, then the worse of two boxes that overlap by more than the threshold', () => {
    const strict = siftRegions([a, b, c, d], size, filters({ regionScore: 0.35, sameLabelOverlap: 0.6 }));
    expect(strict.kept).toEqual([a, c]);
    expect(strict.dropped.map(({ annotation, reason }) => [annotation, reason])).toEqual([
      [d, 'low_score'],
      [b, 'overlaps_better'],
    ]);
    const loose = siftRegions([a, b, c, d], size, filters({ regionScore: 0.35, sameLabelOverlap: 0.7 }));
    expect(loose.kept).toEqual([a, b, c]);
  });

  it('know the overlaps of the specification', () => {
    expect(overlap([0, 0, 100, 100], [10, 10, 110, 110])).toBeCloseTo(0.6807, 4);
    expect(overlap([0, 0, 100, 100], [50, 50, 150, 150])).toBeCloseTo(0.1429, 4);
  });

  it('keep the better of two labels on one place', () => {
    const cat = region('cat', [0, 0, 100, 100], 0.7);
    const dog = region('dog', [0, 0, 100, 99], 0.8);
    const { kept, dropped } = siftRegions([cat, dog], size, filters({}));
    expect(kept).toEqual([dog]);
    expect(dropped).toMatchObject([{ reason: 'overlaps_other_label', detail: { by: dog.id } }]);
  });

  it('let places without area, of a thousandth and of the whole picture fall', () => {
    const line = region('a', [0, 0, 100, 0], 0.9);
    const dot = region('b', [0, 0, 5, 5], 0.9);
    const all = region('c', [0, 0, 300, 300], 0.9);
    const { kept, dropped } = siftRegions([line, dot, all], size, filters({}));
    expect(kept).toEqual([]);
    expect(dropped.map(({ reason }) => reason)).toEqual(['zero_area', 'too_small', 'too_large']);
  });

  it('do not ask an unscored region for a score', () => {
    const unscored = region('a', [0, 0, 100, 100]);
    expect(siftRegions([unscored], size, filters({})).kept).toEqual([unscored]);
  });
});

describe('suppress', () => {
  const box = fc
    .tuple(
      fc.nat(100),
      fc.nat(100),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([x, y, w, h, score]) => region('x', [x, y, x + w, y + h], score));

  it('splits its input, leaves no two kept ones that overlap too much, and asks nobody for an order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(box, { selector: ({ id }) => id }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (boxes, most) => {
          const { kept, suppressed } = suppress(boxes, most, () => true);
          expect(kept.length + suppressed.length).toBe(boxes.length);
          for (const [at, one] of kept.entries())
            for (const other of kept.slice(at + 1)) {
              const [p, q] = [one.geometry, other.geometry].map(
                ({ pixels }) => pixels as [number, number, number, number],
              );
              expect(overlap(p!, q!)).toBeLessThanOrEqual(most);
            }
          const backwards = suppress(boxes.toReversed(), most, () => true);
          expect(backwards.kept.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
        },
      ),
      { numRuns: 60 },
    );
  });
});

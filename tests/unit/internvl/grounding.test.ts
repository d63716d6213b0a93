import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boxOverlap, groundingSpan, parseGroundedBoxes, toThousandths } from '../../../recipes/internvl/grounding.ts';

const size = { width: 640, height: 480 };

describe('boxes in thousandths', () => {
  it('are those worked out by hand', () => {
    expect(toThousandths([64, 120, 320, 360], size)).toEqual([100, 250, 500, 750]);
    expect(groundingSpan('cup', [[64, 120, 320, 360]], size)).toBe('<ref>cup</ref><box>[[100, 250, 500, 750]]</box>');
  });

  it('are kept within the picture, and left out where nothing is left', () => {
    expect(toThousandths([-5, -5, 700, 500], size)).toEqual([0, 0, 1000, 1000]);
    expect(groundingSpan('dot', [[10, 10, 10.1, 300]], size)).toBeUndefined();
  });

  it('come back within half a step', () => {
    const side = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 2, max: 70 }), fc.integer({ min: 2, max: 70 }), (x, y, w, h) => {
        const box = [x, y, x + w, y + h] as const;
        const [found = [0, 0, 0, 0]] = parseGroundedBoxes(groundingSpan('a', [box], size) ?? '', size);
        for (const at of [0, 1, 2, 3]) {
          const step = (at % 2 === 0 ? size.width : size.height) / 1000;
          expect(Math.abs((found[at] ?? 0) - (box[at] ?? 0))).toBeLessThanOrEqual(step / 2 + 1e-9);
        }
      }),
    );
  });

  it('of a prediction may have one or two levels of brackets, and be shares', () => {
    expect(parseGroundedBoxes('[100, 250, 500, 750]', size)).toEqual([[64, 120, 320, 360]]);
    expect(parseGroundedBoxes('<box>[[100, 250, 500, 750], [0, 0, 1000, 1000]]</box>', size)).toHaveLength(2);
    expect(parseGroundedBoxes('[0.1, 0.25, 0.5, 0.75]', size)).toEqual([[64, 120, 320, 360]]);
    expect(parseGroundedBoxes('no box [1, 2]', size)).toEqual([]);
  });

  it('overlap by intersection over union', () => {
    expect(boxOverlap([0, 0, 10, 10], [5, 0, 15, 10])).toBeCloseTo(50 / 150, 12);
    expect(boxOverlap([0, 0, 1, 1], [2, 2, 3, 3])).toBe(0);
  });
});

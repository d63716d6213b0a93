import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../../recipes/florence2/evaluation/evaluate.ts';
import { outlineOverlap } from '../../../recipes/florence2/geometry/outline-overlap.ts';
import { contextOf, optionsOf, pictureRowOf, region, said, seedRow } from './scenario.ts';

const square = [0, 0, 100, 0, 100, 100, 0, 100];

describe('the overlap of outlines', () => {
  it.each([
    ['a square and itself', [square], [square], 1],
    ['a square and its half', [square], [[0, 0, 50, 0, 50, 100, 0, 100]], 1 / 2],
    ['a square and the triangle of its diagonal', [square], [[0, 0, 100, 0, 0, 100]], 1 / 2],
    ['a square and itself with a hole', [square], [square, [25, 25, 75, 25, 75, 75, 25, 75]], 3 / 4],
    ['two squares', [square], [[50, 50, 150, 50, 150, 150, 50, 150]], 1 / 7],
    ['squares apart', [square], [[200, 0, 300, 0, 300, 100, 200, 100]], 0],
    ['a line and itself', [[0, 0, 10, 0]], [[0, 0, 10, 0]], 0],
  ])('of %s', (_, a, b, wanted) => {
    expect(outlineOverlap(a, b)).toBeCloseTo(wanted, 2);
  });
});

describe('the evaluation of outlines', () => {
  it('takes for each of the gold the best of its label; one that was not found counts 0', async () => {
    const gold = {
      ...seedRow(
        {
          outlines: [
            { label: 'dog', polygons: [[0, 0, 0.5, 0, 0.5, 1, 0, 1]] },
            { label: 'cat', polygons: [[0.5, 0, 1, 0, 1, 1]] },
          ],
        },
        'gold',
      ),
      part: 'gold',
    };
    const outline = (label: string, pixels: readonly number[]) =>
      region(label, [0, 0, 1, 1], null, { geometry: { type: 'polygons', pixels: [pixels] } });
    const found = [
      outline('dog', [0, 0, 320, 0, 320, 240, 0, 240]),
      outline('dog', [600, 0, 640, 0, 640, 480]),
      outline('cow', [320, 0, 640, 0, 640, 480]),
    ];
    const lines = await said(
      evaluate,
      { merged: [pictureRowOf(found)], gold: [gold] },
      contextOf('evaluate', optionsOf()),
    );
    expect(lines.at(-1)).toMatchObject({
      kind: 'facts',
      facts: { goldOutlines: 2, outlineIou: expect.closeTo(0.25, 2) },
    });
  });
});

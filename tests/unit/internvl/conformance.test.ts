import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { chooseTileGrid, ngramRepetition } from '../../../recipes/internvl/index.ts';

const vectors = z
  .object({
    tiling: z.array(
      z.object({
        width: z.number(),
        height: z.number(),
        minTiles: z.number(),
        maxTiles: z.number(),
        tileSize: z.number(),
        thumbnail: z.boolean(),
        columns: z.number(),
        rows: z.number(),
        tiles: z.number(),
        visualTokens: z.number(),
      }),
    ),
    ngramRepetition: z.array(z.object({ text: z.string(), n: z.number(), ratio: z.number() })),
  })
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/conformance/internvl25.json', import.meta.url), 'utf8')));

describe('the reference', () => {
  it('has all its vectors here', () => {
    expect([vectors.tiling.length, vectors.ngramRepetition.length]).toEqual([200, 80]);
  });

  it('chooses the same tile grids', () => {
    for (const { columns, rows, tiles, visualTokens, ...input } of vectors.tiling)
      expect({ input, ...chooseTileGrid(input) }).toEqual({ input, columns, rows, tiles, visualTokens });
  });

  it('finds the same repetition', () => {
    for (const { text, n, ratio } of vectors.ngramRepetition) expect(ngramRepetition(text, n)).toBeCloseTo(ratio, 12);
  });
});

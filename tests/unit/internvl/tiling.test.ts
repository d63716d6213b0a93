import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseTileGrid, imageTokenCount, tilesPerImage, tokensPerTile } from '../../../recipes/internvl/index.ts';

const grid = (width: number, height: number, maxTiles: number, thumbnail = true) =>
  chooseTileGrid({ width, height, minTiles: 1, maxTiles, tileSize: 448, thumbnail });

describe('the tile grid of a picture', () => {
  it.each([
    [800, 1300, 12, 2, 3, 7, 1792],
    [1300, 800, 12, 3, 2, 7, 1792],
    [448, 448, 12, 1, 1, 1, 256],
    [300, 300, 12, 1, 1, 1, 256],
    [633, 633, 12, 1, 1, 1, 256],
    [634, 634, 12, 2, 2, 5, 1280],
    [950, 950, 12, 2, 2, 5, 1280],
    [951, 951, 12, 3, 3, 10, 2560],
    [1920, 1080, 12, 4, 2, 9, 2304],
    [1920, 1080, 6, 2, 1, 3, 768],
    [640, 480, 12, 4, 3, 13, 3328],
    [640, 480, 6, 3, 2, 7, 1792],
    [640, 480, 1, 1, 1, 1, 256],
    [1000, 333, 12, 3, 1, 4, 1024],
    [4000, 300, 12, 12, 1, 13, 3328],
    [2480, 3508, 24, 4, 6, 25, 6400],
    [2480, 3508, 36, 5, 7, 36, 9216],
  ])('of %d x %d with at most %d is %d x %d', (width, height, maxTiles, columns, rows, tiles, visualTokens) => {
    expect(grid(width, height, maxTiles)).toEqual({ columns, rows, tiles, visualTokens });
  });

  it('is within the limit, and has one tile more for the whole picture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8000 }),
        fc.integer({ min: 1, max: 8000 }),
        fc.integer({ min: 1, max: 40 }),
        (w, h, most) => {
          const { columns, rows, tiles } = grid(w, h, most);
          expect(columns * rows).toBeLessThanOrEqual(most);
          expect(tiles).toBe(columns * rows === 1 ? 1 : columns * rows + 1);
          expect(grid(w, h, most, false).tiles).toBe(columns * rows);
        },
      ),
    );
  });

  it('reaches any grid of at most 12 tiles: there are 35', () => {
    const reached = new Set<string>();
    for (let columns = 1; columns <= 12; columns++)
      for (let rows = 1; columns * rows <= 12; rows++) {
        // A large picture of that very aspect; of equal aspects the largest grid is taken.
        const found = grid(columns * 4000, rows * 4000, columns * rows);
        reached.add(`${found.columns}x${found.rows}`);
      }
    expect(reached.size).toBe(35);
  });

  it('gives 256 tokens a tile, and two marks a picture', () => {
    expect([tokensPerTile(448), imageTokenCount(5, 448), 41 * tokensPerTile(448)]).toEqual([256, 1282, 10_496]);
    expect([imageTokenCount(7, 448), 3 * imageTokenCount(1, 448)]).toEqual([1794, 774]);
  });

  it('shares the limit among several pictures, at least one each', () => {
    expect([tilesPerImage(24, 5), tilesPerImage(24, 30), tilesPerImage(12, 1)]).toEqual([4, 1, 12]);
  });
});

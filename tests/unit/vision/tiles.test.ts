import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { z } from 'zod';
import { cutTiles, type Resampler, type Tile } from '../../../activities/vision/tiling/cut-tiles.ts';
import { encodeTile } from '../../../activities/vision/tiling/encode-tile.ts';
import { resampleThreads } from '../../../activities/vision/tiling/resample-threads.ts';
import { resample } from '../../../activities/vision/tiling/resample.ts';
import { chooseTileGrid } from '../../../recipes/internvl/index.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { jpegCoding } from '../../jpeg-segments.ts';

const grid = z.object({
  maxTiles: z.int(),
  tileSize: z.int(),
  columns: z.int(),
  rows: z.int(),
  tiles: z.array(z.string()),
});
/** Written by `pillow-tiles.py` beside it. */
const pillow = z
  .object({
    pictures: z.array(grid.extend({ kind: z.enum(['waves', 'print', 'noise']), width: z.int(), height: z.int() })),
    jpeg: grid.extend({ bytes: z.base64() }),
    augmented: z.array(z.object({ quality: z.int(), pixels: z.string(), tables: z.string() })),
  })
  .parse(JSON.parse(await readFile(new URL('../../fixtures/pillow-tiles.json', import.meta.url), 'utf8')));

const { imul, floor } = Math;
const drawn = {
  waves: (x: number, y: number, c: number) => ((x * x * 3 + y * y * 5 * (c + 1) + x * y) >> 4) & 255,
  print: (x: number, y: number) => ((floor(x / 3) + floor(y / 5)) % 7 < 2 && x % 40 < 34 ? 0 : 255),
  noise: (x: number, y: number, c: number) => imul(x * 7919 + y * 104_729 + c * 1_299_709, 2_654_435_761) >>> 24,
};
function picture(kind: keyof typeof drawn, width: number, height: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  const value = drawn[kind];
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) data[at++] = value(x, y, c);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

const resampled: Resampler = async (pixels, sizes) => sizes.map(([width, height]) => resample(pixels, width, height));
async function cut(image: Buffer, maxTiles: number, tileSize: number): Promise<readonly Tile[]> {
  const { width, height } = (await sharp(image).metadata()).autoOrient;
  const found = chooseTileGrid({ width, height, minTiles: 1, maxTiles, tileSize, thumbnail: true });
  return cutTiles(image, found, tileSize, resampled);
}
const decoded = (file: Buffer): Promise<Buffer> => sharp(file).raw().toBuffer();
const png = (tile: Tile): Promise<Buffer> => encodeTile(tile, { kind: 'png' });
const hashesOf = (tiles: readonly Tile[]): Promise<readonly string[]> =>
  Promise.all(tiles.map(async (tile) => sha256(await decoded(await png(tile)))));

describe('the tiles of a picture', () => {
  it.each(pillow.pictures)(
    'of $kind, $width x $height, $columns x $rows of $tileSize, have the pixels that Pillow gives',
    async ({ kind, width, height, maxTiles, tileSize, columns, rows, tiles }) => {
      const found = chooseTileGrid({ width, height, minTiles: 1, maxTiles, tileSize, thumbnail: true });
      expect([found.columns, found.rows, found.tiles]).toEqual([columns, rows, tiles.length]);
      expect(await hashesOf(await cut(await picture(kind, width, height), maxTiles, tileSize))).toEqual(tiles);
    },
  );

  it('have them too where the picture is a JPEG', async () => {
    const { bytes, maxTiles, tileSize, tiles } = pillow.jpeg;
    expect(await hashesOf(await cut(Buffer.from(bytes, 'base64'), maxTiles, tileSize))).toEqual(tiles);
  });

  it('are those of the picture turned upright', async () => {
    const upright = await picture('waves', 60, 120);
    const lying = await sharp(upright).rotate(270).withMetadata({ orientation: 6 }).png().toBuffer();
    expect((await sharp(lying).metadata()).width).toBe(120);
    expect(await hashesOf(await cut(lying, 6, 56))).toEqual(await hashesOf(await cut(upright, 6, 56)));
  });

  it('show transparency as white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const image = await sharp({ create: { width: 40, height: 40, channels: 4, background: clear } })
      .png()
      .toBuffer();
    const [tile] = await cut(image, 1, 56);
    expect(tile && new Set(await decoded(await png(tile)))).toEqual(new Set([255]));
  });
});

describe('a tile seen through the augmentation', () => {
  const first = async (): Promise<Tile> => {
    const { maxTiles, tileSize } = pillow.pictures[0] as { maxTiles: number; tileSize: number };
    const [tile] = await cut(await picture('waves', 160, 120), maxTiles, tileSize);
    if (!tile) throw new Error('no tile');
    return tile;
  };

  it('has, at each of the 26 qualities, the tables and the pixels that Pillow gives', async () => {
    const tile = await first();
    const found = await Promise.all(
      pillow.augmented.map(async ({ quality }) => {
        const file = await encodeTile(tile, { kind: 'jpeg', quality });
        return { quality, pixels: sha256(await decoded(file)), tables: sha256(jpegCoding(file).tables) };
      }),
    );
    expect(found).toHaveLength(26);
    expect(found).toEqual(pillow.augmented);
  });

  it('has its colours at half resolution, also at the greatest quality', async () => {
    const tile = await first();
    for (const quality of [75, 100]) {
      const { sampling } = jpegCoding(await encodeTile(tile, { kind: 'jpeg', quality }));
      expect(sampling).toEqual([
        [2, 2],
        [1, 1],
        [1, 1],
      ]);
    }
  });
});

describe('threads that resample', () => {
  const pixels = { width: 40, height: 30, data: Uint8Array.from({ length: 3600 }, (_, at) => imul(at, 7919) & 255) };

  it('give what one would, to more askers than there are of them', async () => {
    const threads = resampleThreads(2);
    const sides = [20, 40, 56, 61, 7];
    const found = await Promise.all(sides.map((one) => threads.resampled(pixels, [[one, 30]])));
    expect(found.map(([one]) => one)).toEqual(sides.map((one) => resample(pixels, one, 30)));
    await threads.close();
  });

  it('fail what is asked when they are ended', async () => {
    const threads = resampleThreads(1);
    const asked = [1, 2, 3].map(() => threads.resampled(pixels, [[4000, 4000]]));
    const outcomes = Promise.allSettled(asked);
    await threads.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});

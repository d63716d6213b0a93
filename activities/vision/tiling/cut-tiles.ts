import sharp from 'sharp';
import { tilePosition, type TileGrid } from '../../../recipes/internvl/tiling.ts';
import type { Pixels } from './resample.ts';

/** Resampled pixels of a picture at each of some sizes. */
export type Resampler = (
  pixels: Pixels,
  sizes: readonly (readonly [width: number, height: number])[],
) => Promise<readonly Pixels[]>;

/** A square of some pixels. */
export interface Tile {
  readonly of: Pixels;
  /** Pixels from the left and the top. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/**
 * The tiles of an encoded picture in the order the model sees them: row by row, then the thumbnail where the grid has one. Pixels are
 * those of the trainer's loader, but for two things: the picture stands upright, since its grid and its tokens were counted so, and
 * transparency is white, as the models saw it that wrote of it. A colour profile is not applied, as there.
 *
 * @param side of a tile, in pixels
 */
export async function cutTiles(
  image: Uint8Array,
  { columns, rows, tiles }: TileGrid,
  side: number,
  resampled: Resampler,
): Promise<readonly Tile[]> {
  const { data, info } = await sharp(image, { limitInputPixels: false, ignoreIcc: true })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const whole: Pixels = { width: info.width, height: info.height, data };
  const grid: readonly [number, number] = [columns * side, rows * side];
  const hasThumbnail = tiles > columns * rows;
  const [canvas, thumbnail] = await resampled(whole, hasThumbnail ? [grid, [side, side]] : [grid]);
  if (!canvas) throw new Error('a resampler gives pixels for every size');
  const cells = Array.from({ length: columns * rows }, (_, index): Tile => {
    const { column, row } = tilePosition(index, columns);
    return { of: canvas, left: column * side, top: row * side, side };
  });
  return thumbnail ? [...cells, { of: thumbnail, left: 0, top: 0, side }] : cells;
}

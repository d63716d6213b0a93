import { uniformFrom } from '../sha256.ts';

/** Least and greatest quality of the augmentation, both drawn (spec §d). */
export const jpegQualities = { least: 75, greatest: 100 } as const;

const qualities = jpegQualities.greatest - jpegQualities.least + 1;

/** One tile at one reading of its sample; numbers count from 0, a thumbnail is the last tile. */
export interface TileReading {
  /** Of the campaign. */
  readonly seed: number;
  /** Id of the sample's row. */
  readonly id: string;
  /** How many times the sample was read before. */
  readonly reading: number;
  readonly picture: number;
  readonly tile: number;
}

/** JPEG quality a tile is seen through: uniform over the whole numbers 75 to 100, drawn anew for each tile and reading (InternVL 2.5, training configuration). */
export function drawJpegQuality({ seed, id, reading, picture, tile }: TileReading): number {
  const share = uniformFrom('jpeg-augmentation', seed, id, reading, picture, tile);
  return jpegQualities.least + Math.floor(share * qualities);
}

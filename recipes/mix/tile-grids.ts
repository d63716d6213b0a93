import { chooseTileGrid, tilesPerImage, type TileGrid } from '../internvl/tiling.ts';
import type { MixOptions } from './options.ts';

interface Size {
  /** Pixels of the upright picture. */
  readonly width: number;
  readonly height: number;
}

/** Grid of each picture of a sample: the dataset's limit shared among them, thumbnails on top (spec §c). */
export function tileGrids(
  pictures: readonly Size[],
  maxDynamicPatch: number,
  { tileSize, thumbnail }: Pick<MixOptions, 'tileSize' | 'thumbnail'>,
): readonly TileGrid[] {
  const maxTiles = tilesPerImage(maxDynamicPatch, Math.max(1, pictures.length));
  return pictures.map(({ width, height }) =>
    chooseTileGrid({ width, height, minTiles: 1, maxTiles, tileSize, thumbnail }),
  );
}

import { chooseTileGrid, tilesPerImage, type TileGrid } from '../internvl/tiling.ts';
import type { MixOptions } from './options.ts';
import { picturesOf, type ImportedSample } from './sample-row.ts';

/** Grid of each picture of a sample: the dataset's limit shared among them, thumbnails on top; of a frame one tile (spec §c). */
export function tileGrids(
  sample: Pick<ImportedSample, 'image' | 'images' | 'video'>,
  maxDynamicPatch: number,
  { tileSize, thumbnail }: Pick<MixOptions, 'tileSize' | 'thumbnail'>,
): readonly TileGrid[] {
  const pictures = picturesOf(sample);
  const maxTiles = sample.video ? 1 : tilesPerImage(maxDynamicPatch, Math.max(1, pictures.length));
  return pictures.map(({ width, height }) =>
    chooseTileGrid({ width, height, minTiles: 1, maxTiles, tileSize, thumbnail }),
  );
}

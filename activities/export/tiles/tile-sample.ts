import { imageKey } from '../../artifacts/keys.ts';
import type { ArtifactStore, CallOptions } from '../../artifacts/store.ts';
import { cutTiles, type Resampler } from '../../vision/tiling/cut-tiles.ts';
import { encodeTile } from '../../vision/tiling/encode-tile.ts';
import { drawJpegQuality } from '../../../recipes/internvl/index.ts';
import {
  datasetOptions,
  isAugmented,
  picturesOf,
  tileGrids,
  type MeasuredSample,
  type MixOptions,
} from '../../../recipes/mix/index.ts';
import type { PictureTurns } from './picture-turns.ts';

/** A picture of one reading: how it was cut, and its tiles in order. */
export interface PictureTiles {
  readonly columns: number;
  readonly rows: number;
  readonly files: readonly Buffer[];
  /** JPEG quality of each tile, where they are augmented. */
  readonly qualities?: readonly number[];
}

export interface TileCutting extends CallOptions {
  readonly store: ArtifactStore;
  readonly options: MixOptions;
  /** Of the campaign. */
  readonly seed: number;
  readonly resampled: Resampler;
  readonly inTurn: PictureTurns;
}

/**
 * The tiles of a sample's pictures for each of its readings. Where the dataset is augmented every tile of every reading is a JPEG of a
 * quality of its own, else a PNG that all readings share.
 */
export async function tileSample(
  sample: MeasuredSample & { readonly id: string },
  readings: number,
  { store, options, seed, resampled, inTurn, ...call }: TileCutting,
): Promise<readonly (readonly PictureTiles[])[]> {
  const pictures = picturesOf(sample);
  const dataset = datasetOptions(options, sample.dataset);
  const augmented = isAugmented(dataset, sample);
  const grids = tileGrids(sample, dataset.maxDynamicPatch, options);
  const ofPicture = async (sha256: string, picture: number): Promise<readonly PictureTiles[]> => {
    const grid = grids[picture];
    if (!grid || grid.tiles !== sample.tiles[picture])
      throw new Error(`sample ${sample.id}: picture ${picture} was measured as ${sample.tiles[picture]} tiles`);
    const bytes = await store.get(imageKey(sha256), call);
    if (!bytes) throw new Error(`image ${sha256} is named by a row but is not in the store`);
    const tiles = await cutTiles(bytes, grid, options.tileSize, resampled);
    const { columns, rows } = grid;
    if (!augmented) {
      const files = await Promise.all(tiles.map((tile) => encodeTile(tile, { kind: 'png' })));
      return Array.from({ length: readings }, () => ({ columns, rows, files }));
    }
    const ofReading = async (reading: number): Promise<PictureTiles> => {
      const drawn = tiles.map((tile, at) => ({
        tile,
        quality: drawJpegQuality({ seed, id: sample.id, reading, picture, tile: at }),
      }));
      const files = await Promise.all(drawn.map(({ tile, quality }) => encodeTile(tile, { kind: 'jpeg', quality })));
      return { columns, rows, files, qualities: drawn.map(({ quality }) => quality) };
    };
    return Promise.all(Array.from({ length: readings }, (_, reading) => ofReading(reading)));
  };
  const ofPictures = await Promise.all(
    pictures.map(({ sha256, width, height }, picture) => inTurn(width * height, () => ofPicture(sha256, picture))),
  );
  return Array.from({ length: readings }, (_, reading) => ofPictures.flatMap((one) => one[reading] ?? []));
}

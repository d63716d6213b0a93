import { datasetOptions, type MixOptions } from '../../../recipes/mix/index.ts';
import { annotationName } from './tile-lines.ts';

/** What was written of one dataset: lines, one for each reading of a sample. */
export interface TiledDataset {
  readonly name: string;
  readonly lines: number;
}

/**
 * The meta file of tiles, in the trainer's fields: readings stand as lines, so every repeat time is 1, and tiles are augmented already.
 *
 * @param root what paths are under, with a slash at its end
 */
export function tilesMeta(datasets: readonly TiledDataset[], root: string, options: MixOptions): object {
  const entries = datasets.map(({ name, lines }) => [
    name,
    {
      root,
      annotation: `${root}${annotationName(name)}`,
      data_augment: false,
      max_dynamic_patch: datasetOptions(options, name).maxDynamicPatch,
      repeat_time: 1,
      length: lines,
    },
  ]);
  return Object.fromEntries(entries) as object;
}

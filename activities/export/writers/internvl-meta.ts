import { resolve } from 'node:path';
import { datasetOptions, fractionEnding, loweredRepeat, type MixOptions } from '../../../recipes/mix/index.ts';
import type { Identity } from '../../campaigns/identity.ts';

/** What was written of one dataset. */
export interface WrittenDataset {
  readonly name: string;
  readonly annotation: string;
  lines: number;
  /** Whether samples show pictures that are no frames. */
  pictures: boolean;
  videos: boolean;
  readonly repeat: number;
}

/** Where the trainer finds what is written: an absolute path, or the bucket's address. */
export const rootOf = (address: string): string =>
  `${address.startsWith('s3://') ? address.replace(/\/+$/u, '') : resolve(address)}/`;

/**
 * The trainer's meta file (spec §a.3): one entry a dataset, two where a repeat time above 1 has a fraction.
 *
 * @param root what paths are under, with a slash at its end
 */
export function internvlMeta(datasets: readonly WrittenDataset[], root: string, { recipe, options }: Identity): object {
  const entries = datasets.flatMap(({ name, annotation, lines, pictures, videos, repeat }) => {
    const mixed = recipe === 'mix' ? datasetOptions(options as unknown as MixOptions, name) : undefined;
    const mostTiles = videos && !pictures ? 1 : mixed?.maxDynamicPatch;
    return loweredRepeat(name, repeat, fractionEnding).map((entry) => [
      entry.name,
      {
        root,
        annotation: `${root}${annotation}`,
        data_augment: mixed?.augment ?? (pictures && !videos),
        ...(mostTiles === undefined ? {} : { max_dynamic_patch: mostTiles }),
        repeat_time: entry.repeat,
        length: lines,
      },
    ]);
  });
  return Object.fromEntries(entries) as object;
}

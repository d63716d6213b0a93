import { z } from 'zod';
import { frameSampling } from '../internvl/frame-sampling.ts';
import { lossReductions } from '../internvl/packing/loss-weights.ts';
import { picturesOf, type ImportedSample } from './sample-row.ts';

/** Ending of the second entry by which a fraction above 1 is written; no dataset may have it. */
export const fractionEnding = '__frac';

const dataset = z
  .strictObject({
    /** Times the dataset is gone through; the paper's range is (0, 4]. @default 1 */
    repeat: z.number().gt(0).max(100).optional(),
    /** Part of the mix by tokens, relative to the other shares; instead of `repeat`. */
    share: z.number().gt(0).optional(),
    /** Tiles of a picture at most (n_max): 6 to 12 for common pictures, 24 to 36 for several or large ones. @default 12 */
    maxDynamicPatch: z.int().min(1).max(64).default(12),
    /** JPEG augmentation of every tile, by the trainer or in the tiles that it is given. @default true for datasets with pictures and without videos */
    augment: z.boolean().optional(),
    /** Frames of a video: a number drawn evenly from these, one tile each (`min_num_frame`, `max_num_frame`; spec §c). */
    minFrames: z.int().min(1).max(512).default(8),
    maxFrames: z.int().min(1).max(512).default(32),
    /** Which frames: `rand`, `middle` or `fps<x>`. @default 'rand', as in training */
    sampling: frameSampling.default('rand'),
  })
  .refine(({ minFrames, maxFrames }) => minFrames <= maxFrames, 'minFrames is above maxFrames')
  .refine(({ repeat, share }) => repeat === undefined || share === undefined, 'either repeat or share, not both');

/** Texts around the turns, as the model's conversation template has them. @default ChatML, InternVL 2.5's own */
const template = z
  .strictObject({
    system: z.string().default(''),
    human: z.tuple([z.string(), z.string()]).default(['<|im_start|>user\n', '<|im_end|>\n']),
    gpt: z.tuple([z.string(), z.string()]).default(['<|im_start|>assistant\n', '<|im_end|>\n']),
  })
  .prefault({});

const pack = z
  .strictObject({
    /**
     * `offline`: best fit over the whole mix. `online`: the trainer's own way in the paper's order; `repo` in that of its code. `none`:
     * no packs. @default 'offline'
     */
    mode: z.enum(['offline', 'online', 'repo', 'none']).default('offline'),
    /** Released recipes of all stages (spec §b.3). */
    maxTokens: z.int().min(1).max(1_048_576).default(16_384),
    maxTiles: z.int().min(1).max(1024).default(48),
    bufferSize: z.int().min(1).max(1000).default(20),
    /** Tile slots of a sample without a picture: the trainer's loader gives it a blank tile. @default 1 */
    textTileCost: z.union([z.literal(0), z.literal(1)]).default(1),
    /**
     * A sample beyond a limit (spec §b.1, I9): `drop` it, or `cut` one without pictures between its exchanges into several that fit.
     * @default 'drop'
     */
    overLong: z.enum(['drop', 'cut']).default('drop'),
    /** How trainable tokens are weighted (spec §d). @default 'square', as released */
    loss: z.enum(lossReductions).default('square'),
  })
  .prefault({});

export const options = z
  .strictObject({
    /** Name of the dataset in `input.file`; those of `input.parts` have the names given there. @default 'main' */
    name: z.string().min(1).default('main'),
    datasets: z.record(z.string(), dataset).default({}),
    /** Pictures are resized to tiles of this side, in pixels. */
    tileSize: z.int().min(28).default(448),
    /** Whether the whole picture is a last tile where there are more than one. */
    thumbnail: z.boolean().default(true),
    template,
    pack,
  })
  .refine(
    ({ datasets }) => {
      const withShare = Object.values(datasets).filter(({ share }) => share !== undefined).length;
      return withShare === 0 || withShare === Object.keys(datasets).length;
    },
    { message: 'either every dataset has a share or none has', path: ['datasets'] },
  );
export type MixOptions = z.infer<typeof options>;
export type DatasetOptions = z.infer<typeof dataset>;

/** What holds of a dataset that the options do not name. */
export const datasetOptions = ({ datasets }: MixOptions, name: string): DatasetOptions =>
  datasets[name] ?? dataset.parse({});

/** Whether a sample is seen through the JPEG augmentation: not where its pictures are frames, unless the dataset says so. */
export const isAugmented = (
  { augment }: DatasetOptions,
  sample: Pick<ImportedSample, 'image' | 'images' | 'video'>,
): boolean => picturesOf(sample).length > 0 && (augment ?? !sample.video);

/** What is wrong with the names; undefined where nothing is. */
export function faultOf(given: MixOptions, parts: readonly string[]): string | undefined {
  const names = [given.name, ...parts];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `two datasets are named '${twice}'; set options.name`;
  const reserved = names.find((name) => name.endsWith(fractionEnding) || !/^[\w.-]+$/u.test(name));
  if (reserved !== undefined)
    return `'${reserved}' cannot name a dataset: letters, digits, dot, dash and underscore, not ending in ${fractionEnding}`;
  const unknown = Object.keys(given.datasets).find((name) => !names.includes(name));
  if (unknown !== undefined)
    return `options.datasets.${unknown} is no dataset of the spec, which has ${names.join(', ')}`;
  const unshared = Object.values(given.datasets).some(({ share }) => share !== undefined)
    ? names.find((name) => given.datasets[name] === undefined)
    : undefined;
  return unshared === undefined ? undefined : `options.datasets.${unshared} has no share, but others have`;
}

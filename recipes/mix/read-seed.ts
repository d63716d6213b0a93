import { z } from 'zod';
import { readSample } from '../internvl/samples/read-sample.ts';
import { withVideo } from '../internvl/samples/with-video.ts';
import type { SeedRecord } from '../recipe.ts';
import { datasetOptions, type MixOptions } from './options.ts';

const pictured = z.looseObject({
  image: z.union([z.string(), z.array(z.string())]).nullish(),
  images: z.array(z.string()).nullish(),
});

/**
 * Reads one sample in any form of `readSample`, with any number of pictures in `image` or `images`, or with a video. Reasons: those of
 * `readSample` and `withVideo`.
 *
 * @param part name of the further file it stands in
 */
export function readSeed(record: unknown, options: MixOptions, part?: string): SeedRecord {
  const read = pictured.safeParse(record);
  if (!read.success) return readSample(record);
  const { image, images, ...rest } = read.data;
  const paths = [...(image ? [image].flat() : []), ...(images ?? [])];
  const { minFrames: fewest, maxFrames: most, sampling } = datasetOptions(options, part ?? options.name);
  const seed = withVideo(readSample(rest), record, { fewest, most, sampling }, options.tileSize);
  if (!seed.ok || paths.length === 0) return seed;
  return paths.length === 1 && paths[0] !== undefined ? { ...seed, image: paths[0] } : { ...seed, images: paths };
}

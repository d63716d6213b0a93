import { z } from 'zod';
import { readSample } from '../internvl/samples/read-sample.ts';
import type { SeedRecord } from '../recipe.ts';

const pictured = z.looseObject({
  image: z.union([z.string(), z.array(z.string())]).nullish(),
  images: z.array(z.string()).nullish(),
  video: z.unknown().optional(),
});

/**
 * Reads one sample in any form of `readSample`, with any number of pictures in `image` or `images`. Reasons: those of `readSample`,
 * and `video`: videos are not mixed.
 */
export function readSeed(record: unknown): SeedRecord {
  const read = pictured.safeParse(record);
  if (!read.success) return readSample(record);
  const { image, images, video, ...rest } = read.data;
  if (video !== undefined && video !== null)
    return { ok: false, kind: 'failed', reason: 'video', message: 'a sample with a video', label: '' };
  const paths = [...(image ? [image].flat() : []), ...(images ?? [])];
  const seed = readSample(rest);
  if (!seed.ok || paths.length === 0) return seed;
  return paths.length === 1 && paths[0] !== undefined ? { ...seed, image: paths[0] } : { ...seed, images: paths };
}

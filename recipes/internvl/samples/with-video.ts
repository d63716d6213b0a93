import { z } from 'zod';
import type { SeedRecord } from '../../recipe.ts';
import { sampleFrames, type FrameDraw } from '../frame-sampling.ts';

const around = z.looseObject({
  image: z.unknown().optional(),
  images: z.unknown().optional(),
  video: z.string().nullish(),
  /** As ShareGPT has them. */
  videos: z.array(z.string()).nullish(),
  clip: z.unknown().optional(),
});
/** From and to, in seconds. */
const span = z.tuple([z.number(), z.number()]).nullish();

const isThere = (value: unknown): boolean =>
  typeof value === 'string' ? value !== '' : Array.isArray(value) ? value.length > 0 : value != null;

/**
 * A sample with the video its record names in `video`, or as the one of `videos`, and `clip` (spec §a.4): a file, or a folder of frames.
 *
 * @param draw how its frames are drawn
 * @param side of a tile, in pixels
 * @returns the seed itself where there is no video. Reasons: `bad_record`, `image_and_video`, `several_videos` (failed)
 */
export function withVideo(seed: SeedRecord, record: unknown, draw: FrameDraw, side: number): SeedRecord {
  if (!seed.ok) return seed;
  const read = around.safeParse(record);
  const failed = (reason: string, message: string): SeedRecord => ({
    ok: false,
    kind: 'failed',
    reason,
    message,
    label: seed.label,
  });
  if (!read.success) return failed('bad_record', z.prettifyError(read.error));
  const { image, images, video, videos } = read.data;
  const paths = [...(video ? [video] : []), ...(videos ?? [])];
  const [path] = paths;
  if (path === undefined) return seed;
  if (paths.length > 1) return failed('several_videos', 'a sample has one video at most');
  if (isThere(image) || isThere(images)) return failed('image_and_video', 'a sample has images or a video, not both');
  const clip = span.safeParse(read.data.clip);
  if (!clip.success) return failed('bad_record', 'clip is not [from, to], in seconds');
  return {
    ...seed,
    video: {
      path,
      ...(clip.data ? { clip: clip.data } : {}),
      choose: (there, random) => sampleFrames(there, draw, random),
      side,
    },
  };
}

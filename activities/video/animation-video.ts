import sharp from 'sharp';
import { ItemFailure } from '../../recipes/outcome.ts';
import type { MediaSource } from '../import/image-source.ts';
import { clipFrames } from './clip-frames.ts';
import { framePicture, page } from './frame-picture.ts';
import { isWhole } from './is-whole.ts';
import type { Clip, Video } from './video.ts';

/** @default 64 MiB a file, 100 million pixels a frame, as of other pictures */
const mostBytes = 64 * 2 ** 20;
const mostPixels = 100e6;
/** Frames without a delay are shown so long, as browsers do; milliseconds. */
const usualDelay = 100;

/** An animated GIF or WebP, whose delays give its frames their times. @throws ItemFailure video_oversized, video_unreadable, clip_empty */
export async function animationVideo(
  images: MediaSource,
  path: string,
  clip: Clip | undefined,
  side: number,
): Promise<Video> {
  const size = (await images.size(path)) ?? 0;
  const oversized = (what: string) => new ItemFailure('video_oversized', `${path} has ${what}`, { video: path });
  const unreadable = () =>
    new ItemFailure('video_unreadable', `${path} is no animation, or broke off`, { video: path });
  if (size > mostBytes) throw oversized(`${size} bytes`);
  const bytes = await images.read(path);
  if (!isWhole(bytes)) throw unreadable();
  const {
    pages = 1,
    delay,
    width = 0,
    height = 0,
    pageHeight = height,
  } = await sharp(bytes, {
    animated: true,
    limitInputPixels: false,
  })
    .metadata()
    .catch(() => {
      throw unreadable();
    });
  if (width * pageHeight > mostPixels) throw oversized(`frames of ${width}x${pageHeight} pixels`);
  const times: number[] = [];
  let duration = 0;
  for (let at = 0; at < pages; at++) {
    times.push(duration / 1000);
    duration += delay?.[at] || usualDelay;
  }
  const { first, count, fps } = clipFrames(path, { times, duration: duration / 1000 }, clip);
  return {
    count,
    fps,
    async *frames(numbers) {
      for (const number of numbers)
        yield await framePicture(page(bytes, first + number), side).catch(() => {
          throw unreadable();
        });
    },
    close: async () => undefined,
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { ItemFailure } from '../../recipes/outcome.ts';
import type { LocalFile } from '../import/image-source.ts';
import { clipFrames } from './clip-frames.ts';
import { decodeFrames, runsOf } from './decode-frames.ts';
import { framePicture } from './frame-picture.ts';
import { frameTimes } from './frame-times.ts';
import type { Clip, Video } from './video.ts';

/**
 * A video file, read by ffmpeg. Pictures pass through folders that are removed.
 * @throws ItemFailure video_empty, video_unreadable, clip_empty
 */
export async function fileVideo(
  program: string,
  file: LocalFile,
  path: string,
  clip: Clip | undefined,
  side: number,
): Promise<Video> {
  const unreadable = (why: string) => new ItemFailure('video_unreadable', `${path} ${why}`, { video: path });
  const times = await frameTimes(program, file.path);
  if (!times) throw unreadable('is no video, or broke off');
  const { first, count, fps } = clipFrames(path, times, clip);
  return {
    count,
    fps,
    async *frames(numbers) {
      const wanted = numbers.map((number) => first + number);
      for (const run of runsOf(times, wanted)) {
        const folder = await mkdtemp(join(tmpdir(), 'mmsynth-frames-'));
        try {
          const pictures = await decodeFrames(program, file.path, times, run, folder);
          if (pictures.length !== run.length) throw unreadable('does not decode, or not within ten minutes');
          for (const picture of pictures) yield await framePicture(sharp(picture), side);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      }
    },
    close: () => file.remove(),
  };
}

import sharp from 'sharp';
import { ItemFailure } from '../../recipes/outcome.ts';
import { checkImage } from '../import/check-image.ts';
import type { MediaSource } from '../import/image-source.ts';
import { framePicture } from './frame-picture.ts';
import type { Clip, Video } from './video.ts';

const frameName = /(\d+)\.(?:jpe?g|png|webp)$/iu;

const numberOf = (name: string): number => Number(frameName.exec(name)?.[1]);

/**
 * A folder of pictures whose names end in their numbers, as `shot_12.jpg`; other files are no frames. JPEG stays as it is. Frames
 * have no times, so a clip is refused. @throws ItemFailure video_empty, clip_untimed
 */
export async function folderVideo(
  images: MediaSource,
  path: string,
  names: readonly string[],
  clip: Clip | undefined,
  side: number,
): Promise<Video> {
  const folder = path.replace(/\/+$/u, '');
  if (clip)
    throw new ItemFailure('clip_untimed', `${path} is a folder of frames, which have no times to clip by`, {
      video: path,
    });
  const frames = names
    .filter((name) => frameName.test(name))
    .sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1));
  if (frames.length === 0)
    throw new ItemFailure('video_empty', `${path} holds no frames named *_<number>.jpg`, { video: path });
  return {
    count: frames.length,
    fps: 1,
    async *frames(numbers) {
      for (const number of numbers) {
        const checked = await checkImage(images, `${folder}/${frames[number] ?? ''}`);
        yield checked.mediaType === 'image/jpeg' ? checked : framePicture(sharp(checked.bytes), side);
      }
    },
    close: async () => undefined,
  };
}

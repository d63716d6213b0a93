import { ItemFailure } from '../../recipes/outcome.ts';
import type { VideoSeed } from '../../recipes/video-seed.ts';
import type { MediaSource } from '../import/image-source.ts';
import { animationVideo } from './animation-video.ts';
import { fileVideo } from './file-video.ts';
import { folderVideo } from './folder-video.ts';
import type { Video } from './video.ts';

export interface VideoTools {
  readonly images: MediaSource;
  /** Asked for the first video file. @throws MmsynthError ffmpeg_missing */
  readonly ffmpeg: () => Promise<string>;
}

/**
 * Opens a video: a folder of frames, an animated GIF or WebP, or any file that ffmpeg reads.
 * @throws ItemFailure image_outside, video_missing, video_empty, video_oversized, video_unreadable, clip_empty, clip_untimed
 */
export async function openVideo({ path, clip, side }: VideoSeed, { images, ffmpeg }: VideoTools): Promise<Video> {
  if (clip && !(clip[0] >= 0 && clip[0] < clip[1]))
    throw new ItemFailure('clip_empty', `${path}: the clip from second ${clip[0]} to ${clip[1]} is empty`, {
      video: path,
      clip: [...clip],
    });
  const size = path.endsWith('/') ? undefined : await images.size(path);
  if (size === undefined) {
    const names = await images.names(path);
    if (names.length === 0) throw new ItemFailure('video_missing', `${path} is not there`, { video: path });
    return folderVideo(images, path, names, clip, side);
  }
  if (size === 0) throw new ItemFailure('video_empty', `${path} has no bytes`, { video: path });
  if (/\.(?:gif|webp)$/iu.test(path)) return animationVideo(images, path, clip, side);
  const program = await ffmpeg();
  const file = await images.local(path);
  return fileVideo(program, file, path, clip, side).catch(async (error: unknown) => {
    await file.remove();
    throw error;
  });
}

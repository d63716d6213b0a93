import { availableParallelism } from 'node:os';
import type { RowFields } from '../../recipes/outcome.ts';
import { seededRandom } from '../../recipes/seeded-random.ts';
import { uniformFrom } from '../../recipes/sha256.ts';
import type { VideoSeed } from '../../recipes/video-seed.ts';
import { imageKey } from '../artifacts/keys.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { openVideo, type VideoTools } from '../video/open-video.ts';
import { turns } from '../vision/turns.ts';

/** Videos read at once, each by a process of its own. */
const atOnce = Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)));

/**
 * Takes frames of a video into the store like other images: those that the seed chooses, by a hash of (campaign seed, row), and no
 * others. Gives the row's `images`, and in `video` what they are of: path, clip, frames of the clip, how many a second, and which
 * of them these are. Throws ItemFailure as `openVideo` does, MmsynthError `ffmpeg_missing`.
 */
export function openVideoIntake(
  store: ArtifactStore,
  { images, ffmpeg }: VideoTools,
  seed: number,
): (video: VideoSeed, rowId: string) => Promise<RowFields> {
  const queue = turns(atOnce);
  let program: Promise<string> | undefined;
  const tools: VideoTools = { images, ffmpeg: () => (program ??= ffmpeg()) };
  return (wanted, rowId) =>
    queue(async () => {
      const video = await openVideo(wanted, tools);
      try {
        const { count, fps } = video;
        const chosen = wanted.choose({ count, fps }, seededRandom(uniformFrom(seed, 0, 'import', rowId, 'frames')));
        const frames: RowFields[] = [];
        for await (const { bytes, sha256, mediaType, width, height } of video.frames(chosen)) {
          await store.putOnce(imageKey(sha256), bytes, mediaType);
          frames.push({ sha256, mediaType, width, height });
        }
        const clip = wanted.clip ? { clip: [...wanted.clip] } : {};
        const length = { count, fps: Number(fps.toFixed(3)) };
        return { images: frames, video: { path: wanted.path, ...clip, ...length, frames: [...chosen] } };
      } finally {
        await video.close();
      }
    });
}

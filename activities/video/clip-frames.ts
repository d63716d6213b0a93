import { ItemFailure } from '../../recipes/outcome.ts';
import type { Clip } from './video.ts';

/** Frames of a video by their times in seconds from its start, ascending. */
export interface TimedFrames {
  readonly times: readonly number[];
  /** End of the last frame. */
  readonly duration: number;
}

/** The clip's frames: the number of its first, how many, and how many a second. @throws ItemFailure video_empty, clip_empty */
export function clipFrames(
  path: string,
  { times, duration }: TimedFrames,
  clip: Clip | undefined,
): { readonly first: number; readonly count: number; readonly fps: number } {
  if (times.length === 0) throw new ItemFailure('video_empty', `${path} has no frames`, { video: path });
  const fps = duration > 0 ? times.length / duration : 1;
  if (!clip) return { first: 0, count: times.length, fps };
  const [start, end] = clip;
  const inside = times.flatMap((time, at) => (time >= start && time < end ? [at] : []));
  const [first] = inside;
  if (first === undefined)
    throw new ItemFailure('clip_empty', `${path} has no frames from second ${start} to ${end}`, {
      video: path,
      clip: [start, end],
    });
  return { first, count: inside.length, fps };
}

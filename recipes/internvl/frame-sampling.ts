import { z } from 'zod';

/**
 * How frames are drawn from a video (spec §c). `rand`: one at random from each of equal intervals, as in training. `middle`: the
 * middle one of each, as in evaluation. `fps<x>`: x frames a second.
 */
export const frameSampling = z
  .string()
  .regex(/^(rand|middle|fps(?!0+(\.0+)?$)\d+(\.\d+)?)$/u, 'rand, middle or fps<x>');

export interface FrameDraw {
  /** Frames wanted: a number uniform in [fewest, most]. */
  readonly fewest: number;
  readonly most: number;
  /** As `frameSampling` reads it. */
  readonly sampling: string;
}

/** Frames that a video, or a clip of it, has. */
export interface FramesThere {
  readonly count: number;
  /** Frames a second; 1 where nothing is known, as the trainer's loader takes it. */
  readonly fps: number;
}

const intervalStart = (at: number, intervals: number, frames: number): number => Math.floor((at * frames) / intervals);

/** One frame from each of equal intervals. `place` in [0, 1): where in the interval. */
function oneOfEach(intervals: number, frames: number, place: () => number): number[] {
  return Array.from({ length: intervals }, (_, at) => {
    const start = intervalStart(at, intervals, frames);
    const length = intervalStart(at + 1, intervals, frames) - start;
    return start + Math.floor(place() * length);
  });
}

/** The middle of each interval, the earlier of two. */
function middles(intervals: number, frames: number): number[] {
  return Array.from({ length: intervals }, (_, at) => {
    const last = intervalStart(at + 1, intervals, frames) - 1;
    return Math.floor((intervalStart(at, intervals, frames) + last) / 2);
  });
}

/** The frame at the middle of each 1/rate seconds; undefined where there are more than `most`. */
function atRate(rate: number, { count, fps }: FramesThere, most: number): number[] | undefined {
  const wanted = Math.max(1, Math.round((count / fps) * rate));
  if (wanted > most) return undefined;
  const frames = Array.from({ length: wanted }, (_, at) => Math.min(count - 1, Math.round(((at + 0.5) / rate) * fps)));
  return [...new Set(frames)];
}

/**
 * Numbers of the frames a model is shown (InternVL 2.5, spec §c), ascending, none twice, counted from 0. A video with fewer frames
 * than are wanted shows all it has. By rate there are `most` at most: of a longer video they are the middles of equal intervals.
 *
 * @param random uniform in [0, 1), a new one at each call
 */
export function sampleFrames(there: FramesThere, draw: FrameDraw, random: () => number): readonly number[] {
  const { count } = there;
  const { fewest, most, sampling } = draw;
  if (count === 0) return [];
  if (sampling.startsWith('fps')) {
    const found = atRate(Number(sampling.slice(3)), there, most);
    return found ?? middles(Math.min(most, count), count);
  }
  const wanted = Math.min(count, fewest + Math.floor(random() * (most - fewest + 1)));
  return sampling === 'middle' ? middles(wanted, count) : oneOfEach(wanted, count, random);
}

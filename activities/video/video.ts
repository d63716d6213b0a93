import type { VideoLength } from '../../recipes/video-seed.ts';

/** A frame as the store takes it: a picture that is not animated. */
export interface Frame {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

/** A video, or a clip of it, whose frames can be taken by their numbers. */
export interface Video extends VideoLength {
  /**
   * Frames in order, one in memory at a time.
   *
   * @param numbers ascending, each below `count`
   * @throws ItemFailure video_unreadable, and those of `checkImage`
   */
  frames(numbers: readonly number[]): AsyncIterable<Frame>;
  close(): Promise<void>;
}

/** From and to, in seconds; the end is not in it. */
export type Clip = readonly [number, number];

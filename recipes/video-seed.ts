/** What is there to draw frames from: how many, and how many a second (1 where nothing is known). */
export interface VideoLength {
  readonly count: number;
  readonly fps: number;
}

/** A video of a source record, not yet checked against the world. */
export interface VideoSeed {
  /** Of a file, or of a folder of frames, relative to the spec's `input.images`. */
  readonly path: string;
  /** From and to, in seconds; the end is not in it. @default the whole video */
  readonly clip?: readonly [number, number];
  /**
   * Numbers of the frames to take, ascending, none twice, counted from the clip's first.
   *
   * @param random uniform in [0, 1), a new one at each call
   */
  readonly choose: (there: VideoLength, random: () => number) => readonly number[];
  /** Frames are made no smaller than this on their shorter side, in pixels: more does not reach the model. */
  readonly side: number;
}

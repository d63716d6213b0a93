import type { Detection } from '../../recipes/services.ts';
import type { Wanted } from './thread-messages.ts';
import { createThreadPool } from './thread-pool.ts';

/** The local specialists: an object detector and a text reader that run on this machine's CPU, off the event loop. */
export interface Vision {
  /**
   * Looks at one encoded picture (JPEG, PNG, WebP, …; one frame, at most 100 million pixels), turned upright by its EXIF
   * orientation. Boxes are 0..1 of the upright picture. Objects score at least 0.45 and text 0.75; treat both as noisy.
   * Throws VisionError, or the signal's reason.
   */
  detect(image: Buffer, wanted: Wanted, signal?: AbortSignal): Promise<Detection>;
  close(): Promise<void>;
}

export interface VisionOptions {
  /** Pictures looked at at once; each thread holds the models, about 600 MB. @default 1 */
  readonly threads?: number;
}

/** Starts nothing: threads and models are loaded at the first picture. */
export function createVision({ threads = 1 }: VisionOptions = {}): Vision {
  const pool = createThreadPool(threads);
  return {
    detect: (image, { objects, text }, signal) => pool.run({ image, objects, text }, signal),
    close: () => pool.close(),
  };
}

import type { Detection, Proposals } from '../../recipes/services.ts';
import { soundObjects } from './detections.ts';
import { soundText } from './sound-text.ts';
import type { Wanted } from './messages.ts';
import { createProcessPool } from './process-pool.ts';

/**
 * The local specialists: an object detector, a text reader and an NSFW rating that run on this machine's CPU, off the event
 * loop. Each looks at one encoded picture (JPEG, PNG, WebP, …; one frame, at most 100 million pixels), turned upright by its
 * EXIF orientation. Boxes are 0..1 of the upright picture. Throws VisionError, or the signal's reason.
 */
export interface Vision {
  /** Objects score at least 0.45 and text 0.75; treat both as noisy. */
  detect(image: Buffer, wanted: Wanted, signal?: AbortSignal): Promise<Detection>;
  /** The same before sifting. */
  propose(image: Buffer, wanted: Wanted, signal?: AbortSignal): Promise<Proposals>;
  /** Probability of pornographic content by the weights in a file. Throws `weights_missing` where it is not there. */
  rateNsfw(image: Buffer, weights: string, signal?: AbortSignal): Promise<number>;
  close(): Promise<void>;
}

export interface VisionOptions {
  /** Pictures looked at at once; each process holds the models, about 600 MB. @default 1 */
  readonly processes?: number;
}

/** What is worth taking of the proposals. */
export function sifted({ width, height, objects, text }: Proposals): Detection {
  return { width, height, objects: soundObjects(objects), text: soundText(text) };
}

/** Starts nothing: processes and models are loaded at the first picture. */
export function createVision({ processes = 1 }: VisionOptions = {}): Vision {
  const pool = createProcessPool(processes);
  const propose: Vision['propose'] = (image, { objects, text }, signal) =>
    pool.run({ kind: 'propose', image, objects, text }, signal);
  return {
    detect: async (image, wanted, signal) => sifted(await propose(image, wanted, signal)),
    propose,
    rateNsfw: (image, weights, signal) => pool.run({ kind: 'nsfw', image, weights }, signal),
    close: () => pool.close(),
  };
}

import { parentPort } from 'node:worker_threads';
import { resample, type Pixels } from './resample.ts';

/** What a thread is asked: the pixels at each size. */
export interface ResampleJob {
  readonly pixels: Pixels;
  readonly sizes: readonly (readonly [width: number, height: number])[];
}

parentPort?.on('message', ({ pixels, sizes }: ResampleJob) => {
  const found = sizes.map(([width, height]) => resample(pixels, width, height));
  parentPort?.postMessage(
    found,
    found.map(({ data }) => data.buffer as ArrayBuffer),
  );
});

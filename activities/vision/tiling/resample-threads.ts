import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled-file.ts';
import { turns } from '../turns.ts';
import type { Resampler } from './cut-tiles.ts';
import type { Pixels } from './resample.ts';
import type { ResampleJob } from './resample-thread.ts';

export interface ResampleThreads {
  readonly resampled: Resampler;
  /** Ends them; pictures at work and in wait are given up. */
  close(): Promise<void>;
}

/** What a thread answers to one job. */
function answerOf(thread: Worker, job: ResampleJob): Promise<readonly Pixels[]> {
  return new Promise((resolve, reject) => {
    const settle = (): void => void thread.off('message', answered).off('error', failed).off('exit', ended);
    const answered = (found: readonly Pixels[]): void => (settle(), resolve(found));
    const failed = (error: unknown): void => (settle(), reject(error));
    const ended = (): void => failed(new Error('a thread that resamples pictures ended'));
    thread.on('message', answered).on('error', failed).on('exit', ended);
    thread.postMessage(job);
  });
}

/** Up to `count` threads that resample, each started when first needed, each with one picture at a time. */
export function resampleThreads(count: number): ResampleThreads {
  const inTurn = turns(count);
  const threads = new Set<Worker>();
  const idle: Worker[] = [];
  let closed = false;

  const start = (): Worker => {
    const thread = new Worker(compiledFile('tiling/resample-thread'));
    threads.add(thread);
    return thread;
  };

  return {
    resampled: (pixels, sizes) =>
      inTurn(async () => {
        if (closed) throw new Error('a thread that resamples pictures ended');
        const thread = idle.pop() ?? start();
        try {
          const found = await answerOf(thread, { pixels, sizes });
          idle.push(thread);
          return found;
        } catch (error) {
          threads.delete(thread);
          await thread.terminate();
          throw error;
        }
      }),
    async close() {
      closed = true;
      await Promise.all([...threads].map((thread) => thread.terminate()));
    },
  };
}

import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Found, Job, JobOf, Reply } from './thread-messages.ts';
import { VisionError } from './vision-error.ts';

/** Heap of a thread, in MB. A picture needs under 100; without a bound V8 lets the text reader's arrays pile up to several hundred. */
const HEAP_MB = 512;

/** Jobs of a thread; then another takes its place, which loads the models anew: native memory that its libraries never give back goes with it. */
const JOBS = 500;

interface Task {
  readonly job: Job;
  readonly resolve: (found: Found[Job['kind']]) => void;
  readonly reject: (error: unknown) => void;
}

export interface ThreadPool {
  /** Runs one job in its turn. An aborted job that waits is taken out; one that runs ends unheard. */
  run<Kind extends Job['kind']>(job: JobOf<Kind>, signal?: AbortSignal): Promise<Found[Kind]>;
  close(): Promise<void>;
}

/** Up to `size` threads, each started when first needed, each with one job at a time; idle ones let the process end. */
export function createThreadPool(size: number, jobsEach = JOBS): ThreadPool {
  const waiting: Task[] = [];
  const threads = new Map<Worker, Task | undefined>();
  let closed = false;
  let file: URL | undefined;

  const next = (): void => {
    if (waiting.length === 0) return;
    const idle =
      [...threads].find(([, task]) => task === undefined)?.[0] ?? (threads.size < size ? start() : undefined);
    const task = idle && waiting.shift();
    if (!idle || !task) return;
    threads.set(idle, task);
    idle.ref();
    idle.postMessage(task.job);
  };

  const start = (): Worker => {
    const thread = new Worker(file ?? threadFile(), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    threads.set(thread, undefined);
    let done = 0;
    const settle = (outcome: (task: Task) => void): void => {
      const task = threads.get(thread);
      if (task) outcome(task);
    };
    thread.on('message', (reply: Reply) => {
      settle((task) =>
        reply.ok ? task.resolve(reply.found) : task.reject(new VisionError(reply.code, reply.message)),
      );
      done += 1;
      if (done < jobsEach) {
        threads.set(thread, undefined);
        thread.unref();
      } else {
        threads.delete(thread);
        void thread.terminate();
      }
      next();
    });
    const failed = (cause: unknown): void => {
      settle((task) =>
        task.reject(new VisionError(closed ? 'closed' : 'thread_failed', 'the vision thread ended', { cause })),
      );
      threads.delete(thread);
      if (!closed) next();
    };
    thread.once('error', failed);
    thread.once('exit', failed);
    return thread;
  };

  return {
    run<Kind extends Job['kind']>(job: JobOf<Kind>, signal?: AbortSignal) {
      return new Promise<Found[Kind]>((resolve, reject) => {
        if (closed) throw new VisionError('closed', 'the local specialists are closed');
        signal?.throwIfAborted();
        file ??= threadFile();
        const leave = (): void => {
          const at = waiting.indexOf(task);
          if (at >= 0) waiting.splice(at, 1);
          task.reject(signal?.reason);
        };
        const settled = (): void => signal?.removeEventListener('abort', leave);
        const task: Task = {
          job,
          // A thread answers each job with what its kind gives.
          resolve: (found) => (settled(), resolve(found as Found[Kind])),
          reject: (error) => (settled(), reject(error)),
        };
        signal?.addEventListener('abort', leave, { once: true });
        waiting.push(task);
        next();
      });
    },
    async close() {
      closed = true;
      for (const task of waiting.splice(0)) task.reject(new VisionError('closed', 'the local specialists are closed'));
      await Promise.all([...threads.keys()].map((thread) => thread.terminate()));
    },
  };
}

/** The thread's compiled form: beside this file when it is compiled too, else in the build. */
function threadFile(): URL {
  const compiled = import.meta.url.endsWith('.js');
  const file = new URL(
    compiled ? './vision-thread.js' : '../../dist/activities/vision/vision-thread.js',
    import.meta.url,
  );
  if (existsSync(file)) return file;
  throw new VisionError('not_built', 'the vision thread is not compiled; run the build first');
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { ALLOCATOR } from './allocator.ts';
import { compiledFile } from './compiled-file.ts';
import type { Found, Job, JobOf, Reply } from './messages.ts';
import { VisionError } from './vision-error.ts';

/** Heap of a process, in MB. A picture needs under 100; without a bound V8 lets the text reader's arrays pile up to several hundred. */
const HEAP_MB = 512;

/** Jobs of a process; then another takes its place, which loads the models anew: what the libraries never give back goes with it. */
const JOBS = 500;

interface Task {
  readonly job: Job;
  readonly resolve: (found: Found[Job['kind']]) => void;
  readonly reject: (error: unknown) => void;
}

export interface ProcessPool {
  /** Runs one job in its turn. An aborted job that waits is taken out; one that runs ends unheard. */
  run<Kind extends Job['kind']>(job: JobOf<Kind>, signal?: AbortSignal): Promise<Found[Kind]>;
  close(): Promise<void>;
}

/** Up to `size` processes, each started when first needed, each with one job at a time; idle ones let this process end, and end with it. */
export function createProcessPool(size: number, jobsEach = JOBS): ProcessPool {
  const waiting: Task[] = [];
  const processes = new Map<ChildProcess, Task | undefined>();
  let closed = false;
  let file: string | undefined;

  const next = (): void => {
    if (waiting.length === 0) return;
    const idle =
      [...processes].find(([, task]) => task === undefined)?.[0] ?? (processes.size < size ? start() : undefined);
    const task = idle && waiting.shift();
    if (!idle || !task) return;
    processes.set(idle, task);
    idle.ref();
    idle.channel?.ref();
    idle.send(task.job);
  };

  const start = (): ChildProcess => {
    const child = fork(file ?? compiledFile('vision-process'), {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      env: { ...ALLOCATOR, ...process.env },
    });
    processes.set(child, undefined);
    let done = 0;
    const settle = (outcome: (task: Task) => void): void => {
      const task = processes.get(child);
      if (task) outcome(task);
    };
    child.on('message', (message) => {
      const reply = message as Reply;
      settle((task) =>
        reply.ok ? task.resolve(reply.found) : task.reject(new VisionError(reply.code, reply.message)),
      );
      done += 1;
      if (done < jobsEach) processes.set(child, undefined);
      else {
        processes.delete(child);
        child.disconnect();
      }
      child.unref();
      child.channel?.unref();
      next();
    });
    const failed = (cause: unknown): void => {
      settle((task) =>
        task.reject(new VisionError(closed ? 'closed' : 'process_failed', 'the vision process ended', { cause })),
      );
      processes.delete(child);
      if (!closed) next();
    };
    child.once('error', failed);
    child.once('exit', failed);
    return child;
  };

  return {
    run<Kind extends Job['kind']>(job: JobOf<Kind>, signal?: AbortSignal) {
      return new Promise<Found[Kind]>((resolve, reject) => {
        if (closed) throw new VisionError('closed', 'the local specialists are closed');
        signal?.throwIfAborted();
        file ??= compiledFile('vision-process');
        const leave = (): void => {
          const at = waiting.indexOf(task);
          if (at >= 0) waiting.splice(at, 1);
          task.reject(signal?.reason);
        };
        const settled = (): void => signal?.removeEventListener('abort', leave);
        const task: Task = {
          job,
          // A process answers each job with what its kind gives.
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
      await Promise.all(
        [...processes.keys()].map(async (child) => {
          const ended = once(child, 'exit');
          child.ref();
          child.kill('SIGKILL');
          await ended;
        }),
      );
    },
  };
}

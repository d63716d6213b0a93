import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MmsynthError } from '../errors.ts';
import { filledArgument } from './filled-argument.ts';
import { readLosses } from './read-losses.ts';
import type { Trainer, TrainingJob } from './trainer.ts';
import { folderVariable, trainingFolder } from './training-folder.ts';

/** What a job's folder says of it. */
const jobRecord = z.object({ run: z.string(), model: z.string() });

/** Lines of a failed program's output that its failure tells. */
const toldLines = 5;

/**
 * A program as a trainer. It runs in a folder of its own and outlives the worker that started it: whoever comes back finds its
 * log and, once it is over, its exit code there.
 */
export function commandTrainer(template: readonly string[], environment: NodeJS.ProcessEnv): Trainer {
  const jobs = trainingFolder(environment);
  const at = (key: string, name: string): string => join(jobs, key, name);

  async function jobOf(key: string): Promise<TrainingJob | undefined> {
    const text = await readIfThere(at(key, 'job.json'));
    if (text === undefined) return undefined;
    const { run, model } = jobRecord.parse(JSON.parse(text));
    const pid = await pidOf(key);
    if (pid === undefined) return undefined;
    const code = (await readIfThere(at(key, 'exit')))?.trim();
    const base = { id: key, run };
    if (code === '0') return { ...base, status: 'succeeded', model, adapter: at(key, 'out'), error: undefined };
    const log = (await readIfThere(at(key, 'log'))) ?? '';
    const failed = (why: string): TrainingJob => ({
      ...base,
      status: 'failed',
      model: undefined,
      error: `${why}: ${log.trimEnd().split('\n').slice(-toldLines).join(' | ')}`,
    });
    if (code !== undefined) return failed(`exit code ${code}`);
    if (!isRunning(pid) && (await readIfThere(at(key, 'exit'))) === undefined)
      return failed('it is gone without an exit code');
    return { ...base, status: 'running', model: undefined, error: undefined };
  }

  /** Of the shell that runs the program; undefined where none was started. */
  async function pidOf(key: string): Promise<number | undefined> {
    const pid = await readIfThere(at(key, 'pid'));
    return pid === undefined || pid.trim() === '' ? undefined : Number(pid);
  }

  async function look(key: string): Promise<TrainingJob> {
    const job = await jobOf(key);
    if (!job)
      throw new MmsynthError(
        'training_failed',
        `${join(jobs, key)} has no job; set ${folderVariable} to a folder that all workers share.`,
      );
    return job;
  }
  const losses = async (key: string) => readLosses((await readIfThere(at(key, 'log'))) ?? '');

  return {
    label: template[0] ?? 'command',
    find: jobOf,
    async start(key, run, request) {
      await mkdir(at(key, 'out'), { recursive: true });
      const file = at(key, request.fileName);
      await copyFile(request.file, file);
      const [program = '', ...args] = template.map((argument) =>
        filledArgument(argument, { ...request, file, out: at(key, 'out') }),
      );
      await writeFile(at(key, 'job.json'), JSON.stringify({ run, model: request.suffix }));
      const log = await open(at(key, 'log'), 'w');
      // The shell stays as the parent, so that the exit code is written whoever is still there to read it.
      const script = 'echo $$ > pid; "$@"; code=$?; printf "%s\\n" "$code" > exit.part && mv exit.part exit';
      const child = spawn('sh', ['-c', script, 'sh', program, ...args], {
        cwd: join(jobs, key),
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        env: environment,
      });
      await once(child, 'spawn');
      // The shell writes the same: it is there even if this worker is killed here.
      await writeFile(at(key, 'pid'), String(child.pid));
      child.unref();
      await log.close();
      return { id: key, run, status: 'running', model: undefined, error: undefined };
    },
    look,
    latest: async (key) => (await losses(key)).at(-1),
    losses,
    async cancel(key) {
      const pid = await pidOf(key);
      // The shell and its program are a process group of their own.
      if (pid !== undefined && isRunning(pid)) process.kill(-pid, 'SIGTERM');
    },
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { spawn } from 'node:child_process';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StackError } from '../errors.ts';
import { type ProcessIdentity, identify } from './identity.ts';

/** A log is put aside as `<name>.1` at a start once it is larger than this, in bytes. */
const LOG_LIMIT = 20 * 1024 * 1024;

export interface DetachedCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gets stdout and stderr, appended. */
  readonly log: string;
}

export interface Detached {
  readonly identity: ProcessIdentity;
  /** Where the output of this start begins in the log, in bytes. */
  readonly logOffset: number;
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;

/** Starts a program in a process group of its own, so that it outlives this process and its terminal. */
export const startDetached = async ({ file, args, env, log }: DetachedCommand): Promise<Detached> => {
  await mkdir(dirname(log), { recursive: true });
  if ((await sizeOf(log)) > LOG_LIMIT) await rename(log, `${log}.1`);
  const logOffset = await sizeOf(log);
  const output = await open(log, 'a', 0o600);
  try {
    const child = spawn(file, args, { detached: true, stdio: ['ignore', output.fd, output.fd], env: { ...env } });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) =>
        reject(new StackError('part_failed', `${file} cannot be started: ${error.message}.`, { cause: error })),
      );
    });
    child.unref();
    const identity = child.pid === undefined ? undefined : await identify(child.pid);
    // Undefined where it ended in this moment; the identity then only has to be one that is not alive.
    return { identity: identity ?? { pid: child.pid ?? 1, startTime: 'ended at once' }, logOffset };
  } finally {
    await output.close();
  }
};

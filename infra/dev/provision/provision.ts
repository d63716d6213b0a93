import { join } from 'node:path';
import { StackError, messageOf } from '../errors.ts';
import { setting } from '../environment.ts';
import { withLock } from '../process/lock.ts';
import type { OnProgress } from '../progress.ts';
import { cacheFolder, cachedBinary } from './cache.ts';
import type { Machine, Origin, Program } from './sources.ts';

/** A build from source takes about five minutes on two cores; another process that does it is waited for, in ms. */
const LOCK_TIMEOUT = 20 * 60_000;

export interface Provisioned {
  readonly path: string;
  readonly origin: Origin;
}

/** The program if it is on this machine already: one's own, on PATH, or in the cache. */
export const findProgram = async (program: Program, machine: Machine): Promise<Provisioned | undefined> => {
  const own = setting(machine.env, program.variable);
  if (own !== undefined) {
    if (await machine.isExecutable(own)) return { path: own, origin: 'variable' };
    throw new StackError(
      'settings_invalid',
      `${program.variable} names ${own}, which is no program; correct or unset it.`,
    );
  }
  const onPath = await machine.findOnPath(program.name);
  if (onPath !== undefined) return { path: onPath, origin: 'path' };
  const cached = cachedBinary(program.name, program.version, machine.env);
  return (await machine.isExecutable(cached)) ? { path: cached, origin: 'cache' } : undefined;
};

const install = async (program: Program, machine: Machine, onProgress: OnProgress): Promise<Provisioned> => {
  const path = cachedBinary(program.name, program.version, machine.env);
  const failures: string[] = [];
  for (const origin of ['download', 'go'] as const) {
    try {
      await (origin === 'download' ? machine.download : machine.goInstall)(program, path, onProgress);
      onProgress({ subject: program.name, message: `ready at ${path}` });
      return { path, origin };
    } catch (error) {
      failures.push(messageOf(error));
      onProgress({ subject: program.name, message: messageOf(error) });
    }
  }
  throw new StackError(
    'part_unavailable',
    `${program.name} ${program.version} cannot be had on this machine (${failures.join('; ')}); ${program.alternative}.`,
  );
};

/**
 * Finds a program, or brings it into the cache: official download first, else built from its pinned Go module.
 * Several processes may ask at once; one does the work.
 * @throws StackError `part_unavailable` with what to do instead
 */
export const provision = async (program: Program, machine: Machine, onProgress: OnProgress): Promise<Provisioned> => {
  const found = await findProgram(program, machine);
  if (found !== undefined) return found;
  const lock = join(cacheFolder(machine.env), 'bin', `${program.name}-${program.version}.lock`);
  let told = false;
  const onWait = (): void => {
    if (!told) onProgress({ subject: program.name, message: 'another process is installing it; waiting' });
    told = true;
  };
  return withLock(lock, { timeout: LOCK_TIMEOUT, onWait }, async () => {
    return (await findProgram(program, machine)) ?? (await install(program, machine, onProgress));
  });
};

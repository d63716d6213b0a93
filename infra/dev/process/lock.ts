import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError, hasCode } from '../errors.ts';
import { identify, isAlive, processIdentitySchema } from './identity.ts';

/** Between two looks at a lock that another process holds, in ms. */
const POLL = 200;
/** A lock file is written at once after it is made; an unreadable one older than this, in ms, was left by a crash. */
const UNREADABLE_AFTER = 5000;

const create = async (path: string, text: string): Promise<boolean> => {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
};

const olderThan = async (path: string, ms: number): Promise<boolean> => {
  try {
    return Date.now() - (await stat(path)).mtimeMs > ms;
  } catch {
    return false;
  }
};

const isAbandoned = async (path: string): Promise<boolean> => {
  try {
    return !(await isAlive(processIdentitySchema.parse(JSON.parse(await readFile(path, 'utf8')))));
  } catch {
    return olderThan(path, UNREADABLE_AFTER);
  }
};

/** Removes an abandoned lock under a second, short-lived lock, so that nobody removes the one that comes after it. */
const clearAbandoned = async (path: string): Promise<void> => {
  const guard = `${path}.takeover`;
  if (!(await create(guard, ''))) {
    if (await olderThan(guard, UNREADABLE_AFTER)) await rm(guard, { force: true });
    return;
  }
  try {
    if (await isAbandoned(path)) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
};

/**
 * Runs `work` while no other process of this machine holds the same lock. A lock whose holder died is taken over.
 * @param timeout in ms, how long to wait for another holder
 * @throws StackError `lock_timeout`
 */
export const withLock = async <T>(
  path: string,
  options: { timeout: number; onWait?: () => void },
  work: () => Promise<T>,
): Promise<T> => {
  await mkdir(dirname(path), { recursive: true });
  const me = JSON.stringify(await identify(process.pid));
  const deadline = Date.now() + options.timeout;
  while (!(await create(path, me))) {
    if (await isAbandoned(path)) {
      await clearAbandoned(path);
      continue;
    }
    if (Date.now() > deadline) {
      throw new StackError(
        'lock_timeout',
        `Another process holds ${path} since more than ${Math.round(options.timeout / 1000)} s; wait for it, or remove the file if that process is stuck.`,
      );
    }
    options.onWait?.();
    await sleep(POLL);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
};

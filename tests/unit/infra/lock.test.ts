import { expect, it } from '@jest/globals';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../../../infra/dev/process/lock.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

it('lets one in at a time', () =>
  inTemporaryFolder(async (folder) => {
    let [inside, most] = [0, 0];
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    const path = join(folder, 'lock');
    await Promise.all(Array.from({ length: 5 }, () => withLock(path, { timeout: 60_000 }, work)));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  }));

it('takes over the lock of a process that is gone', () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, 'lock');
    await writeFile(path, JSON.stringify({ pid: process.pid, startTime: 'an earlier life of this pid' }));
    expect(await withLock(path, { timeout: 60_000 }, () => Promise.resolve('done'))).toBe('done');
  }));

it('says who is waited for in vain', () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, 'lock');
    await withLock(path, { timeout: 0 }, async () => {
      await expect(withLock(path, { timeout: 0 }, () => Promise.resolve())).rejects.toMatchObject({
        code: 'lock_timeout',
      });
    });
  }));

it('is free again after work that failed', () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, 'lock');
    await expect(withLock(path, { timeout: 0 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(path, { timeout: 0 }, () => Promise.resolve(1))).toBe(1);
  }));

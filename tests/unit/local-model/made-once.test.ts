import { afterAll, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeOnce } from '../../../infra/dev/model/made-once.ts';

const folder = await mkdtemp(join(tmpdir(), 'made-once-'));
afterAll(() => rm(folder, { recursive: true }));

it('makes a folder once, though two ask at the same time', async () => {
  const target = join(folder, 'engine');
  const make = async (draft: string) => {
    await mkdir(draft);
    await writeFile(join(draft, 'part'), 'made');
  };
  await Promise.all([madeOnce(target, make), madeOnce(target, make)]);
  await madeOnce(target, () => Promise.reject(new Error('made again')));
  expect(await readdir(folder)).toEqual(['engine']);
  expect(await readFile(join(target, 'part'), 'utf8')).toBe('made');
});

it('leaves nothing of a make that failed', async () => {
  const target = join(folder, 'weights');
  const make = async (draft: string) => {
    await writeFile(draft, 'half');
    throw new Error('cut off');
  };
  await expect(madeOnce(target, make)).rejects.toThrow('cut off');
  expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('weights'));
});

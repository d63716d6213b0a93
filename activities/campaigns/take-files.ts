import { readFile } from 'node:fs/promises';
import { fileKey } from '../artifacts/keys.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { readTokenizer } from '../tokenizer/token-counter.ts';
import type { Identity } from './identity.ts';

/** Takes the spec's `input.files` into the store under their hashes; a tokenizer is read first. Throws `spec_invalid`. */
export async function takeFiles(
  store: ArtifactStore,
  { input }: Identity,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, path] of Object.entries(files)) {
    const bytes = await readFile(path);
    if (name === 'tokenizer') readTokenizer(bytes);
    await store.putOnce(fileKey(input.files?.[name] ?? ''), bytes, 'application/octet-stream');
  }
}

import { Tokenizer } from '@huggingface/tokenizers';
import { fileKey } from '../artifacts/keys.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { MmsynthError } from '../errors.ts';

/** Reads a `tokenizer.json`. Throws `spec_invalid` where it is none. */
export function readTokenizer(bytes: Uint8Array): (text: string) => number {
  try {
    const tokenizer = new Tokenizer(JSON.parse(Buffer.from(bytes).toString('utf8')) as object, {});
    return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids.length;
  } catch (error) {
    throw new MmsynthError(
      'spec_invalid',
      `input.files.tokenizer: is no tokenizer.json that can be used (${(error as Error).message}).`,
      { cause: error },
    );
  }
}

/** Counts tokens by tokenizers of the store, each read once a worker. */
export function createTokenCounter(store: ArtifactStore): (tokenizer: string, text: string) => Promise<number> {
  const read = new Map<string, Promise<(text: string) => number>>();
  const open = async (sha256: string): Promise<(text: string) => number> => {
    const bytes = await store.get(fileKey(sha256));
    if (!bytes) throw new Error(`tokenizer ${fileKey(sha256)} is not in the store`);
    return readTokenizer(bytes);
  };
  return async (tokenizer, text) => {
    const opening = read.get(tokenizer) ?? open(tokenizer);
    read.set(tokenizer, opening);
    opening.catch(() => read.delete(tokenizer));
    return (await opening)(text);
  };
}

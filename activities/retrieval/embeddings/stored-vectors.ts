import { hashOf } from '../../../recipes/sha256.ts';
import { corpusVectorsKey } from '../../artifacts/keys.ts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { CorpusShard } from '../corpus/corpus.ts';
import { corpusLines } from '../corpus/stored-corpus.ts';
import type { Embedder } from './embedder.ts';

/**
 * Vectors of a corpus shard, one after the other: 32-bit floats, little-endian. They are bought once for all campaigns and kept
 * in the store by model and shard.
 */
export async function storedVectors(
  store: ArtifactStore,
  shard: CorpusShard,
  textOf: (line: unknown) => string,
  embedder: Embedder,
  signal: AbortSignal,
): Promise<Buffer> {
  const key = corpusVectorsKey(hashOf([embedder.model, shard.sha256]));
  const known = await store.get(key, { signal });
  if (known) return known;
  const texts: string[] = [];
  for await (const line of corpusLines(store, [shard])) texts.push(textOf(line));
  const vectors = await embedder.embed(texts, signal);
  const bytes = Buffer.concat(vectors.map(({ buffer }) => Buffer.from(buffer)));
  if ((await store.putOnce(key, bytes, 'application/octet-stream', { signal })) === 'created') return bytes;
  return (await store.get(key, { signal })) ?? bytes;
}

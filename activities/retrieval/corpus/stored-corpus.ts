import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { fromJsonLines, toJsonLines } from '../../artifacts/dataset.ts';
import { corpusManifestKey, corpusShardKey } from '../../artifacts/keys.ts';
import type { ArtifactStore, CallOptions } from '../../artifacts/store.ts';
import { MmsynthError } from '../../errors.ts';
import { corpusManifest, type CorpusManifest, type CorpusShard } from './corpus.ts';

export async function writeCorpusShard(store: ArtifactStore, lines: readonly unknown[]): Promise<CorpusShard> {
  const body = Buffer.from(toJsonLines(lines), 'utf8');
  const hash = sha256(body);
  await store.putOnce(corpusShardKey(hash), body, 'application/x-ndjson');
  return { sha256: hash, bytes: body.length, count: lines.length };
}

/** Seals a corpus. Returns its name, the manifest's sha256. */
export async function sealCorpus(store: ArtifactStore, manifest: CorpusManifest): Promise<string> {
  const body = canonicalJson(manifest);
  const name = sha256(body);
  await store.putOnce(corpusManifestKey(name), body, 'application/json');
  return name;
}

/** Throws `corpus_not_found`. */
export async function readCorpus(store: ArtifactStore, name: string, options?: CallOptions): Promise<CorpusManifest> {
  const bytes = await store.get(corpusManifestKey(name), options);
  if (bytes) return corpusManifest.parse(JSON.parse(bytes.toString('utf8')));
  throw new MmsynthError(
    'corpus_not_found',
    `corpus ${name} is not in ${store.address}: build it with \`mmsynth corpus build\`, or correct options.retrieval.corpus.`,
  );
}

/** Lines of all shards in their order, a shard in memory at a time. A shard that is missing or damaged throws. */
export async function* corpusLines(store: ArtifactStore, shards: readonly CorpusShard[]): AsyncGenerator<unknown> {
  for (const { sha256: hash } of shards) {
    const bytes = await store.get(corpusShardKey(hash));
    if (!bytes || sha256(bytes) !== hash)
      throw new Error(`corpus shard ${corpusShardKey(hash)} is ${bytes ? 'damaged' : 'missing'}`);
    yield* fromJsonLines(bytes);
  }
}

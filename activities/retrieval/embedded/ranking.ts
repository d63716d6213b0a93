import { join } from 'node:path';
import { hashOf } from '../../../recipes/sha256.ts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { MmsynthError } from '../../errors.ts';
import type { CorpusManifest } from '../corpus/corpus.ts';
import { indexedText, type CorpusPart } from '../corpus/indexed-text.ts';
import type { Embedder } from '../embeddings/embedder.ts';
import { storedVectors } from '../embeddings/stored-vectors.ts';
import { openVectorFile, writeVectorFile } from '../embeddings/vector-file.ts';
import type { ScoredEntry } from '../index/best-entries.ts';
import type { OpenIndex, SearchOptions } from '../index/open-index.ts';
import { fuseRanks } from './rank-fusion.ts';

/** Finds entries by words, and by meaning where there are vectors. */
export interface Ranking {
  search(query: string, options: SearchOptions, signal: AbortSignal): Promise<readonly ScoredEntry[]>;
  close(): void;
}

/** Entries of each list that are joined. */
const candidates = 100;

/** BM25 alone. */
export const byWords = (index: OpenIndex): Ranking => ({
  search: async (query, options) => index.search(query, options),
  close: () => undefined,
});

export interface VectorDependencies {
  readonly store: ArtifactStore;
  readonly cacheFolder: string;
  readonly embedder: Embedder;
}

/** BM25 and the nearest vectors, joined by rank. Vectors that neither the disk nor the store has are bought here. */
export async function byWordsAndMeaning(
  index: OpenIndex,
  part: CorpusPart,
  shards: CorpusManifest['passages']['shards'],
  { store, cacheFolder, embedder }: VectorDependencies,
  signal: AbortSignal,
): Promise<Ranking> {
  const path = join(cacheFolder, `vectors-${hashOf([embedder.model, shards]).slice(0, 32)}.f32`);
  await writeVectorFile(path, async function* () {
    for (const shard of shards) yield await storedVectors(store, shard, indexedText[part], embedder, signal);
  });
  const vectors = openVectorFile(path, index.size);
  return {
    async search(query, { topK, asOf }, asked) {
      const [vector] = await embedder.embed([query], asked);
      if (index.size === 0 || !vector) return [];
      if (vector.length !== vectors.dimensions)
        throw new MmsynthError(
          'endpoint_rejects',
          `embeddings by ${embedder.model}: ${vector.length} numbers where the corpus has ${vectors.dimensions}; give another model another name.`,
        );
      const near = await vectors.nearest(vector, candidates, index.visible(asOf));
      const worded = index.search(query, { topK: candidates, asOf });
      return fuseRanks(
        [worded, near].map((list) => list.map(({ entry }) => entry)),
        topK,
      );
    },
    close: vectors.close,
  };
}

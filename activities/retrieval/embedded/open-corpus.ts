import type { ArtifactStore } from '../../artifacts/store.ts';
import { readCorpus } from '../corpus/stored-corpus.ts';
import type { CorpusPart } from '../corpus/indexed-text.ts';
import type { Embedder } from '../embeddings/embedder.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { localIndexes } from './local-indexes.ts';
import { byWords, byWordsAndMeaning, type Ranking } from './ranking.ts';
import { similarPictures, type FindSimilar } from './similar-pictures.ts';

interface OpenPart {
  readonly index: OpenIndex;
  readonly ranking: Ranking;
}

export interface CorpusDependencies {
  readonly store: ArtifactStore;
  /** Folder of the indexes built on this machine. */
  readonly cacheFolder: string;
  /** Gives vectors of passages and captions. @default none: words alone count */
  readonly embedder?: Embedder | undefined;
}

/** A corpus that can be searched. */
export interface OpenCorpus extends Readonly<Record<CorpusPart, OpenPart>> {
  readonly similar: FindSimilar;
  /** Newest day of publication; null where none is known. */
  readonly date: string | null;
  close(): void;
}

/** Opens a corpus of the store: what the local disk lacks of its indexes and vectors is made first. */
export async function openCorpus(
  name: string,
  { store, cacheFolder, embedder }: CorpusDependencies,
  signal: AbortSignal,
): Promise<OpenCorpus> {
  const manifest = await readCorpus(store, name);
  const indexes = await localIndexes(store, cacheFolder, name, manifest);
  const openPart = async (part: CorpusPart): Promise<OpenPart> => {
    const index = indexes[part];
    const ranking = embedder
      ? await byWordsAndMeaning(index, part, manifest[part].shards, { store, cacheFolder, embedder }, signal)
      : byWords(index);
    return { index, ranking };
  };
  const passages = await openPart('passages');
  const pictures = await openPart('pictures');
  return {
    passages,
    pictures,
    similar: similarPictures(pictures.index),
    date: manifest.date,
    close() {
      for (const { index, ranking } of [passages, pictures]) {
        ranking.close();
        index.close();
      }
    },
  };
}

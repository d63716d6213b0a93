import { ItemFailure } from '../../../recipes/outcome.ts';
import type { RetrievalQuery, RetrievalSettings } from '../../../recipes/retrieval.ts';
import { imageKey } from '../../artifacts/keys.ts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { withinGrace } from '../../within-grace.ts';
import { passage, picture } from '../corpus/corpus.ts';
import { readCorpus } from '../corpus/stored-corpus.ts';
import { earliest } from '../earliest-day.ts';
import { perceptualHash } from '../perceptual-hash.ts';
import type { Retriever } from '../retriever.ts';
import { passageFound, pictureFound, ranked, type Found } from './hits.ts';
import { localIndexes, type LocalIndexes } from './local-indexes.ts';
import { similarPictures, type FindSimilar } from './similar-pictures.ts';

export interface EmbeddedDependencies {
  readonly store: ArtifactStore;
  /** Folder of the indexes built on this machine. */
  readonly cacheFolder: string;
}

interface Opened {
  readonly indexes: LocalIndexes;
  readonly similar: FindSimilar;
  readonly date: string | null;
}

/** Searches a corpus of the store through indexes on the local disk, which are built at the first query where they are missing. */
export function embeddedRetriever(
  settings: Extract<RetrievalSettings, { provider: 'embedded' }>,
  { store, cacheFolder }: EmbeddedDependencies,
): Retriever {
  let opening: Promise<Opened> | undefined;
  let building = false;

  async function open(): Promise<Opened> {
    building = true;
    try {
      const manifest = await readCorpus(store, settings.corpus);
      const indexes = await localIndexes(store, cacheFolder, settings.corpus, manifest);
      return { indexes, similar: similarPictures(indexes.pictures), date: manifest.date };
    } finally {
      building = false;
    }
  }
  /** Opened for all searches that wait, so no search's cancellation ends it. */
  function opened(signal: AbortSignal): Promise<Opened> {
    opening ??= open();
    opening.catch(() => (opening = undefined));
    return withinGrace(opening, signal, 0);
  }

  async function find(
    query: RetrievalQuery,
    { indexes, similar }: Opened,
    signal: AbortSignal,
  ): Promise<readonly Found[]> {
    const { topK, asOf } = query;
    switch (query.tool) {
      case 'search_text':
        return indexes.passages
          .search(query.query, { topK, asOf })
          .map(({ entry, score }) => passageFound(passage.parse(indexes.passages.entry(entry)), score));
      case 'search_images':
        return indexes.pictures
          .search(query.query, { topK, asOf })
          .map(({ entry, score }) => pictureFound(picture.parse(indexes.pictures.entry(entry)), score));
      case 'search_by_image':
        return similar({ sha256: query.image, phash: await hashOfStored(store, query.image, signal), topK, asOf });
    }
  }

  return {
    async search(query, signal) {
      const there = await opened(signal);
      const asOf = earliest(settings.asOf, query.asOf);
      const found = await find({ ...query, asOf }, there, signal);
      return { hits: ranked(found), degraded: false, snapshot: earliest(asOf, there.date ?? undefined) ?? 'undated' };
    },
    waitingFor: () => (building ? 'search index: being built' : undefined),
    close() {
      void opening?.then(
        ({ indexes }) => {
          indexes.passages.close();
          indexes.pictures.close();
        },
        () => undefined,
      );
    },
  };
}

async function hashOfStored(store: ArtifactStore, sha256: string, signal: AbortSignal): Promise<string> {
  const bytes = await store.get(imageKey(sha256), { signal });
  if (!bytes) throw new ItemFailure('image_missing', `image ${sha256} is not in the store`, { image: sha256 });
  return perceptualHash(bytes);
}

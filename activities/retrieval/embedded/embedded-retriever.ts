import { ItemFailure } from '../../../recipes/outcome.ts';
import type { RetrievalQuery, RetrievalSettings } from '../../../recipes/retrieval.ts';
import { imageKey } from '../../artifacts/keys.ts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { withinGrace } from '../../within-grace.ts';
import { passage, picture } from '../corpus/corpus.ts';
import { earliest } from '../earliest-day.ts';
import { perceptualHash } from '../perceptual-hash.ts';
import type { Retriever } from '../retriever.ts';
import { passageFound, pictureFound, ranked, type Found } from './hits.ts';
import { openCorpus, type CorpusDependencies, type OpenCorpus } from './open-corpus.ts';

/** Searches a corpus of the store through indexes on the local disk, which are built at the first query where they are missing. */
export function embeddedRetriever(
  settings: Extract<RetrievalSettings, { provider: 'embedded' }>,
  deps: CorpusDependencies,
): Retriever {
  const { store, embedder } = deps;
  const closing = new AbortController();
  let opening: Promise<OpenCorpus> | undefined;
  let building = false;

  /** Opened for all searches that wait, so no search's cancellation ends it. */
  function opened(signal: AbortSignal): Promise<OpenCorpus> {
    if (!opening) {
      building = true;
      opening = openCorpus(settings.corpus, deps, closing.signal).finally(() => (building = false));
      opening.catch(() => (opening = undefined));
    }
    return withinGrace(opening, signal, 0);
  }

  async function find(query: RetrievalQuery, corpus: OpenCorpus, signal: AbortSignal): Promise<readonly Found[]> {
    const { topK, asOf } = query;
    switch (query.tool) {
      case 'search_text':
        return (await corpus.passages.ranking.search(query.query, { topK, asOf }, signal)).map(({ entry, score }) =>
          passageFound(passage.parse(corpus.passages.index.entry(entry)), score),
        );
      case 'search_images':
        return (await corpus.pictures.ranking.search(query.query, { topK, asOf }, signal)).map(({ entry, score }) =>
          pictureFound(picture.parse(corpus.pictures.index.entry(entry)), score),
        );
      case 'search_by_image':
        return corpus.similar({
          sha256: query.image,
          phash: await hashOfStored(store, query.image, signal),
          topK,
          asOf,
        });
    }
  }

  return {
    async search(query, signal) {
      const corpus = await opened(signal);
      const asOf = earliest(settings.asOf, query.asOf);
      const found = await find({ ...query, asOf }, corpus, signal);
      return { hits: ranked(found), degraded: false, snapshot: earliest(asOf, corpus.date ?? undefined) ?? 'undated' };
    },
    waitingFor: () => embedder?.waitingFor() ?? (building ? 'search index: being built' : undefined),
    close() {
      closing.abort(new Error('the retriever is closed'));
      embedder?.close();
      void opening?.then(
        (corpus) => corpus.close(),
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

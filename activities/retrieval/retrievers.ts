import { canonicalJson } from '../../recipes/canonical-json.ts';
import type { RetrievalSettings } from '../../recipes/retrieval.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { ModelSettings } from '../campaigns/model-settings.ts';
import { embeddingModel } from './embeddings/embedding-model.ts';
import { createEmbedder } from './embeddings/embedder.ts';
import { embeddedRetriever } from './embedded/embedded-retriever.ts';
import { createWebFetcher } from './fetch/fetch-web.ts';
import { liveRetriever } from './live/live-retriever.ts';
import type { Retriever } from './retriever.ts';

export interface RetrieverDependencies {
  readonly store: ArtifactStore;
  /** Folder for indexes of corpora, kept between runs. */
  readonly cacheFolder: string;
  readonly environment: NodeJS.ProcessEnv;
}

type Models = Readonly<Record<string, ModelSettings>>;

export interface Retrievers {
  /** The one retriever of these settings; opened when first asked. `models` are the campaign's, of which one may give embeddings. */
  get(settings: RetrievalSettings, models: Models): Retriever;
  waitingFor(): string | undefined;
  close(): void;
}

/** What the shards of one worker search through: a retriever for each settings. */
export function createRetrievers(deps: RetrieverDependencies): Retrievers {
  const opened = new Map<string, Retriever>();
  return {
    get(settings, models) {
      const embeddings = embeddingModel(settings, models);
      const name = canonicalJson({ settings, embeddings });
      const retriever = opened.get(name) ?? open(settings, embeddings, deps);
      opened.set(name, retriever);
      return retriever;
    },
    waitingFor: () => [...opened.values()].map((one) => one.waitingFor()).find((waits) => waits !== undefined),
    close: () => opened.forEach((retriever) => retriever.close()),
  };
}

function open(
  settings: RetrievalSettings,
  embeddings: ModelSettings | undefined,
  deps: RetrieverDependencies,
): Retriever {
  if (settings.provider === 'embedded') {
    const embedder = embeddings && createEmbedder(embeddings, deps.environment);
    return embeddedRetriever(settings, { ...deps, embedder });
  }
  return liveRetriever(settings, { ...deps, fetcher: createWebFetcher(), now: () => new Date() });
}

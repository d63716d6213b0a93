import { canonicalJson } from '../../recipes/canonical-json.ts';
import type { RetrievalSettings } from '../../recipes/retrieval.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
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

export interface Retrievers {
  /** The one retriever of these settings; opened when first asked. */
  get(settings: RetrievalSettings): Retriever;
  waitingFor(): string | undefined;
  close(): void;
}

/** What the shards of one worker search through: a retriever for each settings. */
export function createRetrievers(deps: RetrieverDependencies): Retrievers {
  const opened = new Map<string, Retriever>();
  return {
    get(settings) {
      const name = canonicalJson(settings);
      const retriever = opened.get(name) ?? open(settings, deps);
      opened.set(name, retriever);
      return retriever;
    },
    waitingFor: () => [...opened.values()].map((one) => one.waitingFor()).find((waits) => waits !== undefined),
    close: () => opened.forEach((retriever) => retriever.close()),
  };
}

function open(settings: RetrievalSettings, deps: RetrieverDependencies): Retriever {
  if (settings.provider === 'embedded') return embeddedRetriever(settings, deps);
  return liveRetriever(settings, { ...deps, fetcher: createWebFetcher(), now: () => new Date() });
}

import { canonicalJson } from '../../recipes/canonical-json.ts';
import { retrieval, type Retrieval, type RetrievalQuery, type RetrievalSettings } from '../../recipes/retrieval.ts';
import type { InferAnswer, RetrieveCall } from '../../recipes/services.ts';
import { sha256 } from '../../recipes/sha256.ts';
import type { JournalEntry } from '../artifacts/journal-entry.ts';
import { costOfSearch, type SearchPrice } from '../campaigns/search-price.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import type { AskedCall } from './ask-model.ts';
import { callKey, type CallPlace } from './call-key.ts';
import type { Purchases } from './purchases.ts';

export interface RetrieverDependencies {
  readonly settings: RetrievalSettings;
  /** Name of the model that gives embeddings, where one does. */
  readonly embeddings: string | undefined;
  readonly price: SearchPrice | undefined;
  readonly place: Pick<CallPlace, 'root' | 'round' | 'stage' | 'item'>;
  readonly recall: (key: string) => JournalEntry | undefined;
  /** Called only where the journal has no answer: a replay opens no index and no connection. */
  readonly open: () => Retriever;
  readonly purchases: Purchases;
  readonly signal: AbortSignal;
  readonly asked: AskedCall[];
}

/** What shapes a search's answer: the query and where it goes; neither the address nor the key of the service. */
function canonicalSearch(settings: RetrievalSettings, embeddings: string | undefined, query: RetrievalQuery): unknown {
  if (settings.provider === 'embedded') return { search: query, settings: { ...settings, embeddings } };
  const { baseUrl: _, apiKeyEnv: __, ...shaping } = settings;
  return { search: query, settings: shaping };
}

/** `services.retrieve`: from the journal when the key is there, else from the retriever. A retry needs no new key: a search has no unusable answers. */
export async function askRetriever(call: RetrieveCall, deps: RetrieverDependencies): Promise<InferAnswer<Retrieval>> {
  const { settings, embeddings, purchases, signal } = deps;
  const place: CallPlace = { ...deps.place, call: call.name, sample: 0, ask: 0 };
  const key = callKey(place, canonicalSearch(settings, embeddings, call.query));
  const entry =
    deps.recall(key.key) ??
    (await purchases.buy(key, place, async (admit) => {
      const retriever = deps.open();
      admit();
      const startedAt = performance.now();
      const found = await retriever.search(call.query, signal);
      return {
        model: `search/${settings.provider}`,
        answer: canonicalJson(found),
        finishReason: 'stop',
        promptTokens: 0,
        completionTokens: 0,
        latencyMs: Math.round(performance.now() - startedAt),
        attempts: 1,
        cost: costOfSearch(deps.price, call.query.tool, settings, found),
      };
    }));
  const answer = { key: key.key, answer: sha256(entry.answer) };
  deps.asked.push({ ...answer, call: call.name, sample: 0, ask: 0 });
  return { value: retrieval.parse(JSON.parse(entry.answer)), ...answer };
}

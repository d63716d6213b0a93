import { retrievalSettings, type RetrievalSettings } from '../../recipes/retrieval.ts';
import type { Services } from '../../recipes/services.ts';
import type { Identity } from '../campaigns/identity.ts';
import type { SearchPrice } from '../campaigns/search-price.ts';
import { embeddingModel } from '../retrieval/embeddings/embedding-model.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { askEmbedder } from './ask-embedder.ts';
import { askModel, type AskDependencies, type AskedCall } from './ask-model.ts';
import { askRetriever } from './ask-retriever.ts';
import type { CallPlace } from './call-key.ts';
import type { Purchases } from './purchases.ts';
import { withCaptionSearch } from './search-by-caption.ts';

export interface ItemServicesOptions {
  readonly identity: Identity;
  readonly place: Pick<CallPlace, 'round' | 'stage'>;
  /** Revision of this attempt, and the items that it asks anew. */
  readonly revision: number;
  readonly retried: ReadonlySet<string>;
  readonly recall: AskDependencies['recall'];
  readonly buy: AskDependencies['buy'];
  readonly purchases: Purchases;
  readonly signal: AbortSignal;
  readonly searchPrice: SearchPrice | undefined;
  readonly openRetriever: (settings: RetrievalSettings) => Retriever;
  readonly deps: LocalServices & {
    readonly countTokens?: (tokenizer: string, text: string) => Promise<number>;
  };
}

/** What a worker does by itself: nothing is paid for it, so nothing is journaled. */
export type LocalServices = Pick<Services, LocalService>;
const localServices = ['crop', 'detect', 'propose', 'rateNsfw', 'parseText', 'measureImage'] as const;
type LocalService = (typeof localServices)[number];

/** The services of each item of a shard; its calls are noted in `asked`. */
export function itemServices(options: ItemServicesOptions): (item: string, asked: AskedCall[]) => Services {
  const {
    identity,
    revision,
    retried,
    recall,
    buy,
    purchases,
    signal,
    openRetriever,
    searchPrice: price,
    deps,
  } = options;
  const settings = retrievalSettings.optional().parse(identity.options['retrieval']);
  const embeddings = settings && embeddingModel(settings, identity.models)?.model;
  const tokenizer = identity.input.files?.['tokenizer'];
  const { countTokens } = deps;
  const everyRevision = [undefined, ...Array.from({ length: revision - 1 }, (_, i) => i + 2)];
  const local: LocalServices = {
    detect: deps.detect,
    ...Object.fromEntries(localServices.flatMap((name) => (deps[name] ? [[name, deps[name]]] : []))),
    ...(countTokens && tokenizer !== undefined ? { countTokens: (text: string) => countTokens(tokenizer, text) } : {}),
  };
  return (item, asked) => {
    const place = { root: identity.root, ...options.place, item };
    const revisions = retried.has(item) ? everyRevision : [undefined];
    const infer: Services['infer'] = (call) => askModel(call, { identity, place, revisions, recall, buy, asked });
    const embed: Services['embed'] = (call) => askEmbedder(call, { identity, place, recall, buy, asked });
    if (!settings) return { ...local, infer, embed };
    const open = (): Retriever => openRetriever(settings);
    const retrieve = withCaptionSearch(
      (call) => askRetriever(call, { settings, embeddings, price, place, recall, open, purchases, signal, asked }),
      infer,
    );
    return { ...local, infer, embed, retrieve };
  };
}

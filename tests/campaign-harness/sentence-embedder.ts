import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { loadedOnce } from '../../infra/dev/embedder/loaded-once.ts';
import { loadSentenceEncoder } from '../../infra/dev/embedder/sentence-encoder.ts';
import { EMBEDDER_MODEL, provisionEmbedder } from '../../infra/dev/index.ts';
import type { Model } from '../../infra/dev/model/completion.ts';
import { createQueue } from '../../infra/dev/model/queue.ts';
import { createModelServer } from '../../infra/dev/model/server.ts';

const refuse = (): never => {
  throw new Error('only vectors of texts are asked for');
};
const noChat: Model = {
  name: 'none',
  engine: { loaded: Promise.resolve({ images: false }), complete: refuse, close: () => Promise.resolve() },
  queue: createQueue(),
  describe: refuse,
  describer: 'none',
};

export interface SentenceEmbedder {
  /** Entry of a spec's `models`. */
  readonly model: { readonly model: string; readonly baseUrls: readonly string[] };
  close(): void;
}

/** The local model's server with its real sentence encoder, which is fetched where it is not there, and no chat model. */
export async function startSentenceEmbedder(): Promise<SentenceEmbedder> {
  const load = loadedOnce(async () => loadSentenceEncoder(await provisionEmbedder()));
  const model = { name: EMBEDDER_MODEL, load, caption: refuse, describer: 'none' };
  const server = createModelServer(() => noChat, model).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    model: { model: EMBEDDER_MODEL, baseUrls: [`http://127.0.0.1:${port}/v1`] },
    close: () => void server.close(),
  };
}

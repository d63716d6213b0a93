import { decodeVector, embeddings } from '../../../recipes/embedding.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import type { ModelSettings } from '../../campaigns/model-settings.ts';
import { MmsynthError } from '../../errors.ts';
import { createGateway, InferenceError } from '../../inference/index.ts';

/** Turns texts into vectors by an endpoint's `/embeddings`. */
export interface Embedder {
  readonly model: string;
  /**
   * Vectors of length 1, one a text. Waits while the endpoint is down; throws MmsynthError `endpoint_rejects` where it refuses
   * every request, ItemFailure `retrieval_error` where it refuses these texts.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
  waitingFor(): string | undefined;
  close(): void;
}

/** Texts of one request. */
const textsAtMost = 64;
/** Characters of a text that are looked at; a passage of 200 words is shorter. */
const charactersAtMost = 4000;

const noImages = () => Promise.reject(new Error('texts hold no image'));

/** An embedder with a way to its endpoint of its own: it serves every campaign that searches with these settings. */
export function createEmbedder(settings: ModelSettings, environment: NodeJS.ProcessEnv): Embedder {
  const { model, extra } = settings;
  const images = { read: noImages, presign: noImages };
  const gateway = createGateway({ models: { embeddings: settings }, images, environment });

  async function embedSome(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const messages = texts.map((text) => ({ role: 'user', content: text.slice(0, charactersAtMost) }) as const);
    const body = { embed: 'texts', model, messages, maxTokens: 0, temperature: 0, extra } as const;
    try {
      const { text } = await gateway.complete({ model: 'embeddings', body }, signal);
      return embeddings.parse(JSON.parse(text)).vectors.map(decodeVector).map(normalised);
    } catch (error) {
      if (!(error instanceof InferenceError) || signal.aborted) throw error;
      const said = `embeddings by ${model}: ${error.message}`;
      if (error.code === 'fatal') throw new MmsynthError('endpoint_rejects', said, { cause: error });
      throw new ItemFailure('retrieval_error', said, { why: error.reason });
    }
  }

  return {
    model,
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += textsAtMost)
        vectors.push(...(await embedSome(texts.slice(from, from + textsAtMost), signal)));
      return vectors;
    },
    waitingFor: () => gateway.status().find(({ waitingFor }) => waitingFor !== undefined)?.waitingFor,
    close: () => void gateway.close(),
  };
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => (length === 0 ? 0 : value / length));
}

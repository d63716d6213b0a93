import { z } from 'zod';
import type { ModelSettings } from '../../campaigns/model-settings.ts';
import { MmsynthError } from '../../errors.ts';
import { resolveBaseUrl } from '../../inference/base-url.ts';
import { readCredentials } from '../../inference/credentials.ts';
import { InferenceError } from '../../inference/index.ts';
import { createTransport } from '../../inference/transport.ts';
import { calledService } from '../live/call-service.ts';

/** Turns texts into vectors by an endpoint's `/embeddings`. */
export interface Embedder {
  readonly model: string;
  /** Vectors of length 1, one a text. Waits while the endpoint is down. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
  waitingFor(): string | undefined;
  close(): void;
}

/** Texts of one request. */
const textsAtMost = 64;
/** Characters of a text that are looked at; a passage of 200 words is shorter. */
const charactersAtMost = 4000;

const answer = z.object({ data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })) });

export function createEmbedder(settings: ModelSettings, environment: NodeJS.ProcessEnv): Embedder {
  const { model, baseUrls, apiKeyEnv, timeoutSeconds } = settings;
  const transport = createTransport();
  const redact = (text: string): string => readCredentials(apiKeyEnv, environment).redact(text);
  const { call, waitingFor } = calledService(`embeddings by ${model}`, transport, redact);

  async function embedSome(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const { url, headers } = access(baseUrls[0] ?? '', apiKeyEnv, environment);
    const body = JSON.stringify({ model, input: texts.map((text) => text.slice(0, charactersAtMost)) });
    const given = await call({ method: 'POST', url, headers, body: [body], timeoutMs: timeoutSeconds * 1000 }, signal);
    const vectors: Float32Array[] = [];
    for (const { index, embedding } of readAnswer(given, model)) vectors[index] = normalised(embedding);
    if (vectors.length !== texts.length || texts.some((_, i) => vectors[i] === undefined))
      throw otherForm(model, `${vectors.length} vectors for ${texts.length} texts`);
    return vectors;
  }

  return {
    model,
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += textsAtMost)
        vectors.push(...(await embedSome(texts.slice(from, from + textsAtMost), signal)));
      return vectors;
    },
    waitingFor,
    close: transport.close,
  };
}

function access(baseUrl: string, apiKeyEnv: string | undefined, environment: NodeJS.ProcessEnv) {
  try {
    const { label } = resolveBaseUrl(baseUrl, environment);
    const { headers } = readCredentials(apiKeyEnv, environment);
    return { url: new URL(`${label}/embeddings`), headers: { ...headers, 'content-type': 'application/json' } };
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    throw new MmsynthError('endpoint_rejects', `embeddings: ${error.message}.`);
  }
}

function readAnswer(body: Buffer, model: string): z.infer<typeof answer>['data'] {
  try {
    return answer.parse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    throw otherForm(model, 'no list of embeddings');
  }
}

const otherForm = (model: string, what: string): MmsynthError =>
  new MmsynthError(
    'endpoint_rejects',
    `embeddings by ${model}: the answer holds ${what}; name an endpoint that has /embeddings.`,
  );

function normalised(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}

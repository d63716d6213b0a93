import { encodeVector } from '../../../recipes/embedding.ts';
import { ProvisionError, RequestError } from '../model/errors.ts';
import type { Describe } from '../model/describer.ts';
import { describedMessages, hasImages } from '../model/messages.ts';
import type { EmbeddingsRequest } from './embeddings-request.ts';
import type { SentenceEncoder } from './sentence-encoder.ts';

export interface EmbeddingModel {
  readonly name: string;
  /** Loads it at the first request, fetching it where it is not here. */
  readonly load: () => Promise<SentenceEncoder>;
  /** Words that stand for a picture, which the encoder does not see. */
  readonly caption: Describe;
  /** Name of what captions pictures, for the fingerprint. */
  readonly describer: string;
}

/**
 * Answers one embeddings request in OpenAI's form. A picture is put in words by the local specialists, and the fingerprint says so.
 * Throws RequestError: 404 where the model cannot be had here, 400 for a picture that cannot be read.
 */
export async function embed(model: EmbeddingModel, request: EmbeddingsRequest, signal: AbortSignal): Promise<object> {
  const encoder = await model.load().catch((error: unknown) => {
    if (error instanceof ProvisionError) throw new RequestError(404, 'embeddings_unavailable', error.message, 'model');
    throw error;
  });
  if (request.dimensions !== undefined && request.dimensions !== encoder.dimensions) {
    throw new RequestError(
      400,
      'invalid_value',
      `dimensions: ${model.name} gives ${encoder.dimensions} and no other number.`,
      'dimensions',
    );
  }
  const { vectors, tokens } = await encoder.encode(await textsOf(model, request, signal));
  return {
    object: 'list',
    model: model.name,
    ...('messages' in request && hasImages(request.messages)
      ? { system_fingerprint: `describer:${model.describer}+${model.name}` }
      : {}),
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: request.encoding_format === 'base64' ? encodeVector(vector) : Array.from(vector),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** The inputs as texts; messages are one. */
async function textsOf(
  { caption }: EmbeddingModel,
  request: EmbeddingsRequest,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if ('input' in request) return request.input;
  const described = await describedMessages(request.messages, caption, signal);
  return [described.map(({ content }) => content).join('\n')];
}

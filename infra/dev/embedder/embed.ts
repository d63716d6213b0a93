import { encodeVector } from '../../../recipes/embedding.ts';
import { ProvisionError, RequestError } from '../model/errors.ts';
import type { EmbeddingsRequest } from './embeddings-request.ts';
import type { SentenceEncoder } from './sentence-encoder.ts';

export interface EmbeddingModel {
  readonly name: string;
  /** Loads it at the first request, fetching it where it is not here. */
  readonly load: () => Promise<SentenceEncoder>;
}

/** Answers one embeddings request in OpenAI's form. Throws RequestError: 404 where the model cannot be had here. */
export async function embed(model: EmbeddingModel, request: EmbeddingsRequest): Promise<object> {
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
  const { vectors, tokens } = await encoder.encode(request.input);
  return {
    object: 'list',
    model: model.name,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: request.encoding_format === 'base64' ? encodeVector(vector) : Array.from(vector),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

import { z } from 'zod';
import { RequestError } from '../model/errors.ts';

/** Inputs of one request, as OpenAI bounds them. */
const inputsAtMost = 2048;

const text = z.string().min(1, 'an input may not be empty');

/** The part of OpenAI's embeddings request that is honoured; other fields are ignored. */
const embeddingsRequest = z.object({
  model: z.string(),
  input: z
    .union(
      [text, z.array(text).min(1).max(inputsAtMost, `at most ${inputsAtMost} inputs`)],
      'must be a text or a list of texts, none of them empty; tokens are not taken',
    )
    .transform((input) => (typeof input === 'string' ? [input] : input)),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().positive().optional(),
});

export type EmbeddingsRequest = Readonly<z.infer<typeof embeddingsRequest>>;

/** Parses a request body; throws RequestError (400) naming the first field that is wrong. */
export function parseEmbeddingsRequest(body: string): EmbeddingsRequest {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new RequestError(400, 'invalid_json', 'The request body is not JSON.');
  }
  const parsed = embeddingsRequest.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const param = issue?.path.join('.') || null;
  throw new RequestError(400, 'invalid_value', `${param ?? 'The request'}: ${issue?.message ?? 'invalid'}.`, param);
}

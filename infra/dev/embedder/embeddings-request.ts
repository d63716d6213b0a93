import { z } from 'zod';
import { RequestError } from '../model/errors.ts';
import { message } from '../model/request.ts';

/** Inputs of one request, as OpenAI bounds them. */
const inputsAtMost = 2048;

const text = z.string().min(1, 'an input may not be empty');
const texts = z.union(
  [text, z.array(text).min(1).max(inputsAtMost, `at most ${inputsAtMost} inputs`)],
  'must be a text or a list of texts, none of them empty; tokens are not taken',
);
const shared = {
  model: z.string(),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().positive().optional(),
};

/** OpenAI's form; other fields are ignored. */
const ofTexts = z.object({ ...shared, input: texts.transform((input) => [input].flat()) });
/** vLLM's form for multimodal embedders: the messages together are one input, pictures among it. */
const ofMessages = z.object({ ...shared, messages: z.array(message).min(1) });

export type EmbeddingsRequest = Readonly<z.infer<typeof ofTexts> | z.infer<typeof ofMessages>>;

/** Parses a request body; throws RequestError (400) naming the first field that is wrong. */
export function parseEmbeddingsRequest(body: string): EmbeddingsRequest {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new RequestError(400, 'invalid_json', 'The request body is not JSON.');
  }
  const has = (field: string): boolean => typeof value === 'object' && value !== null && field in value;
  if (has('messages') && has('input'))
    throw new RequestError(400, 'invalid_value', 'messages: input and messages exclude each other.', 'messages');
  const parsed = has('messages') ? ofMessages.safeParse(value) : ofTexts.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const param = issue?.path.join('.') || null;
  throw new RequestError(400, 'invalid_value', `${param ?? 'The request'}: ${issue?.message ?? 'invalid'}.`, param);
}

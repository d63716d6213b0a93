import { z } from 'zod';
import { RequestError } from './errors.ts';

const textPart = z.object({ type: z.literal('text'), text: z.string() });
const imagePart = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) });
const part = z.discriminatedUnion('type', [textPart, imagePart]);

/** A message of OpenAI's chat, of text and pictures. */
export const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(part)]),
});

const responseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({ name: z.string().optional(), schema: z.record(z.string(), z.unknown()) }),
  }),
]);

/** The part of OpenAI's chat completion request this server honours; other fields are ignored, those below the line refused. */
const chatRequest = z.object({
  model: z.string(),
  messages: z.array(message).min(1),
  response_format: responseFormat.optional(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  repetition_penalty: z.number().positive().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  /** Accepted without effect: the engine's generator cannot be seeded on a CPU. */
  seed: z.int().nullish(),

  n: z.literal(1, 'only 1 is supported').nullish(),
  stream: z.literal(false, 'streaming is not supported').nullish(),
  logprobs: z.literal(false, 'log probabilities are not supported').nullish(),
  tools: z.array(z.never(), 'tools are not supported').max(0, 'tools are not supported').nullish(),
});

export type ChatRequest = z.infer<typeof chatRequest>;
export type MessagePart = z.infer<typeof part>;

/** Parses a request body; throws RequestError (400) naming the first field that is wrong. */
export function parseChatRequest(body: string): ChatRequest {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new RequestError(400, 'invalid_json', 'The request body is not JSON.');
  }
  const parsed = chatRequest.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const param = issue?.path.join('.') || null;
  throw new RequestError(400, 'invalid_value', `${param ?? 'The request'}: ${issue?.message ?? 'invalid'}.`, param);
}

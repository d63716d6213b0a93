import { z } from 'zod';
import type { Completion, FinishReason } from '../completion.ts';
import { InferenceError } from '../errors.ts';
import { messageOf, parseReplyJson, statusError } from './status-error.ts';
import type { HttpReply } from './transport.ts';

/** The part of a completion that stands in the reply itself. `usage` is absent where the endpoint does not count. */
export type ReplyAnswer = Pick<Completion, 'text' | 'finishReason' | 'meanLogProb' | 'tokens' | 'fingerprint'> &
  Partial<Pick<Completion, 'usage'>>;

/** Tokens of an answer that is short enough for each one's probability to be kept: a verdict, not a text. */
const fewTokens = 32;

/** What no answer can have used counts as not told, or a journal entry made of it could not be read back. */
const mostTokens = 1e9;
export const tokenCount = z.number().min(0).max(mostTokens).transform(Math.round).nullish().catch(undefined);

const reply = z.object({
  choices: z.tuple(
    [
      z.object({
        message: z.object({
          content: z.union([z.string(), z.array(z.object({ text: z.string().optional() }))]).nullish(),
          refusal: z.string().nullish(),
        }),
        finish_reason: z.string().nullish(),
        logprobs: z
          .object({ content: z.array(z.object({ token: z.string().optional(), logprob: z.number() })).nullish() })
          .nullish()
          .catch(undefined),
      }),
    ],
    z.unknown(),
  ),
  usage: z.object({ prompt_tokens: tokenCount, completion_tokens: tokenCount }).nullish().catch(undefined),
  system_fingerprint: z.string().nullish().catch(undefined),
});

/** OpenAI's words, and those of servers that have their own for the same: Mistral, Anthropic, Gemini. */
const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  content_filter: 'content_filter',
  refusal: 'content_filter',
  safety: 'content_filter',
  recitation: 'content_filter',
};
/** The server gave up on the answer: vLLM, SGLang; OpenRouter; DeepSeek. */
const brokenOff: ReadonlySet<string> = new Set(['abort', 'error', 'insufficient_system_resource']);

/**
 * Sorts a whole HTTP reply into an answer or an error.
 *
 * @throws InferenceError with the code of its status, `transient` (`torn_body`) when a 200 holds no completion
 */
export function readReply(http: HttpReply, now: number): ReplyAnswer {
  if (http.status !== 200) throw statusError(http, now);
  const json = parseReplyJson(http.body);
  const parsed = reply.safeParse(json);
  if (!parsed.success) throw withoutCompletion(http, json, now);
  const { choices, usage, system_fingerprint: fingerprint } = parsed.data;
  const { message, finish_reason, logprobs } = choices[0];
  const finish = finish_reason?.toLowerCase() ?? 'stop';
  if (brokenOff.has(finish))
    throw new InferenceError('transient', `the endpoint broke the answer off (finish_reason ${finish})`, {
      reason: 'broken_off',
      status: 200,
    });
  const counted = usage && (usage.prompt_tokens ?? usage.completion_tokens) != null;
  const refusal = message.refusal ?? '';
  const text = textOf(message.content);
  const each = logprobs?.content ?? [];
  const mean = each.reduce((sum, { logprob }) => sum + logprob, 0) / each.length;
  const named = each.flatMap(({ token, logprob }) => (token === undefined ? [] : [[token, logprob] as const]));
  return {
    text: text === '' ? refusal : text,
    finishReason: refusal !== '' ? 'content_filter' : (finishReasons[finish] ?? 'other'),
    ...(Number.isFinite(mean) && { meanLogProb: mean }),
    ...(named.length > 0 && named.length === each.length && named.length <= fewTokens && { tokens: named }),
    ...(counted && {
      usage: { promptTokens: usage.prompt_tokens ?? 0, completionTokens: usage.completion_tokens ?? 0 },
    }),
    ...(typeof fingerprint === 'string' && { fingerprint }),
  };
}

function textOf(content: string | readonly { text?: string | undefined }[] | null | undefined): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => part.text ?? '').join('');
}

/** Routers put the error of the server behind them, with its status as code, into a reply of status 200. */
const wrappedError = z.object({ error: z.object({ code: z.int().min(400).max(599) }) });

function withoutCompletion(http: HttpReply, json: unknown, now: number): InferenceError {
  const wrapped = wrappedError.safeParse(json);
  if (wrapped.success) return statusError({ ...http, status: wrapped.data.error.code }, now);
  const said = messageOf(http.body);
  return new InferenceError(
    'transient',
    `the endpoint answered 200 without a completion${said === undefined ? '' : `: ${said}`}`,
    { reason: 'torn_body', status: 200 },
  );
}

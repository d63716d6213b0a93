import { z } from 'zod';
import { parseRetryAfter } from '../patience/backoff.ts';
import type { Completion, FinishReason } from '../completion.ts';
import { InferenceError, type InferenceErrorCode } from '../errors.ts';
import type { HttpReply } from './transport.ts';

/** The part of a completion that stands in the reply itself. */
export type ReplyAnswer = Pick<
  Completion,
  'text' | 'finishReason' | 'meanLogProb' | 'tokens' | 'usage' | 'fingerprint'
>;

/** Tokens of an answer that is short enough for each one's probability to be kept: a verdict, not a text. */
const fewTokens = 32;

const tokens = z.number().nullish().catch(undefined);
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
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(undefined),
  system_fingerprint: z.string().nullish().catch(undefined),
});

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content_filter',
};

/**
 * Sorts a whole HTTP reply into an answer or an error.
 *
 * @throws InferenceError with the code of its status, `transient` (`torn_body`) when a 200 holds no completion
 */
export function readReply(http: HttpReply, now: number): ReplyAnswer {
  if (http.status !== 200) throw statusError(http, now);
  const parsed = reply.safeParse(parseReplyJson(http.body));
  if (!parsed.success) {
    throw new InferenceError('transient', 'the endpoint answered 200 without a completion', {
      reason: 'torn_body',
      status: 200,
    });
  }
  const { choices, usage, system_fingerprint: fingerprint } = parsed.data;
  const { message, finish_reason: finish, logprobs } = choices[0];
  const refusal = message.refusal ?? '';
  const text = textOf(message.content);
  const each = logprobs?.content ?? [];
  const named = each.flatMap(({ token, logprob }) => (token === undefined ? [] : [[token, logprob] as const]));
  return {
    text: text === '' ? refusal : text,
    finishReason: refusal !== '' ? 'content_filter' : (finishReasons[finish ?? 'stop'] ?? 'other'),
    ...(each.length > 0 && { meanLogProb: each.reduce((sum, { logprob }) => sum + logprob, 0) / each.length }),
    ...(named.length > 0 && named.length === each.length && named.length <= fewTokens && { tokens: named }),
    usage: { promptTokens: usage?.prompt_tokens ?? 0, completionTokens: usage?.completion_tokens ?? 0 },
    ...(typeof fingerprint === 'string' && { fingerprint }),
  };
}

function textOf(content: string | readonly { text?: string | undefined }[] | null | undefined): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => part.text ?? '').join('');
}

/** The error of a status other than 200. */
export function statusError(http: HttpReply, now: number): InferenceError {
  const { status } = http;
  const text = http.body.toString('utf8').slice(0, 4096);
  const retryAfterMs = parseRetryAfter(http.headers['retry-after'], now);
  const code = statusCode(status, text, retryAfterMs);
  const reason = code === 'refused' ? 'content_policy' : `http_${status}`;
  return new InferenceError(code, `HTTP ${status}: ${messageOf(http.body) ?? text.slice(0, 300)}`, {
    reason,
    status,
    ...(retryAfterMs !== undefined && code === 'rate_limited' && { retryAfterMs }),
  });
}

const requestTimeout = new Set([408, 409, 425]);
const campaignLevel = new Set([401, 402, 403, 404, 405]);

function statusCode(status: number, text: string, retryAfterMs: number | undefined): InferenceErrorCode {
  if (status === 429) return 'rate_limited';
  if (status === 503 && retryAfterMs !== undefined) return 'rate_limited';
  if (status >= 500 || requestTimeout.has(status)) return 'transient';
  if (campaignLevel.has(status) || status < 400) return 'fatal';
  return /content_filter|content_policy|ResponsibleAIPolicy|moderation_blocked/.test(text) ? 'refused' : 'bad_request';
}

const errorBody = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform((body) => body.error.message),
  z.object({ error: z.string() }).transform((body) => body.error),
  z.object({ message: z.string() }).transform((body) => body.message),
  z.object({ detail: z.string() }).transform((body) => body.detail),
]);

function messageOf(body: Buffer): string | undefined {
  const parsed = errorBody.safeParse(parseReplyJson(body));
  return parsed.success ? parsed.data.slice(0, 1000) : undefined;
}

/** A body's JSON, undefined where it is none. */
export function parseReplyJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

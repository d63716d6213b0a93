import { z } from 'zod';
import { InferenceError, type InferenceErrorCode } from '../errors.ts';
import { parseRetryAfter } from '../patience/backoff.ts';
import type { HttpReply } from './transport.ts';

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
  // OpenAI answers 429 to a request that alone is beyond the tokens of a minute: waiting does not make it smaller.
  if (status === 429) return /\brequest too large\b/i.test(text) ? 'bad_request' : 'rate_limited';
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

/** What the endpoint says went wrong, undefined where it says nothing. */
export function messageOf(body: Buffer): string | undefined {
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

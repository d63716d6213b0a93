/**
 * What the gateway says of a request that got no answer.
 *
 * | code | meaning | who is concerned |
 * |---|---|---|
 * | `transient` | connection, time-out, 5xx, torn body; leaves the gateway only when other requests succeed and this one never did | the item |
 * | `rate_limited` | 429, or 503 with Retry-After; never leaves the gateway | nobody: it waits |
 * | `refused` | the endpoint's content policy | the item |
 * | `bad_request` | 400, 413, 422 and the like: too long a prompt, a field it does not take | the item |
 * | `image_unreadable` | an image no decoder takes | the item |
 * | `fatal` | 401, 403, 404, a missing key variable: every request would get it | the campaign |
 */
export type InferenceErrorCode =
  | 'transient'
  | 'rate_limited'
  | 'refused'
  | 'bad_request'
  | 'image_unreadable'
  | 'fatal';

export interface InferenceErrorDetail {
  /** Finer stable code: `connection_reset`, `timeout`, `torn_body`, `http_500`, … */
  readonly reason: string;
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** What Retry-After asked for, in ms from the answer on. */
  readonly retryAfterMs?: number | undefined;
}

export class InferenceError extends Error {
  override readonly name = 'InferenceError';
  readonly code: InferenceErrorCode;
  readonly reason: string;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: InferenceErrorCode, message: string, detail: InferenceErrorDetail) {
    super(message);
    this.code = code;
    this.reason = detail.reason;
    this.status = detail.status;
    this.retryAfterMs = detail.retryAfterMs;
  }
}

/** Whether the gateway itself asks again. */
export function isRetryable(error: InferenceError): boolean {
  return error.code === 'transient' || error.code === 'rate_limited';
}

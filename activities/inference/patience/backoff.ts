import { onAbort } from '../abort.ts';
import type { InferenceError } from '../errors.ts';

/** First back-off at most, in ms; doubles with each failure of the same request. */
const base = { transient: 200, rate_limited: 250 };
const cap = 30_000;
const least = 20;

/**
 * How long to wait before the next attempt, in ms: what Retry-After says and up to a tenth more, else full jitter over an
 * exponentially growing span.
 *
 * @param failures failed attempts of this request so far, at least 1
 */
export function backoffMs(error: InferenceError, failures: number, random = Math.random()): number {
  if (error.retryAfterMs !== undefined) return error.retryAfterMs + random * Math.max(50, error.retryAfterMs / 10);
  const first = error.code === 'rate_limited' ? base.rate_limited : base.transient;
  return least + random * Math.min(cap, first * 2 ** Math.min(failures - 1, 16));
}

/** Retry-After in ms: seconds or an HTTP date; undefined when absent or unreadable. At most an hour. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(3_600, Math.max(0, seconds)) * 1000;
}

export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      stopListening();
      resolve();
    }, ms);
    const stopListening = onAbort(signal, () => {
      stopListening();
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

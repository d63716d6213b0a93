import { describe, expect, it } from '@jest/globals';
import { backoffMs, parseRetryAfter } from '../../../activities/inference/patience/backoff.ts';
import { InferenceError } from '../../../activities/inference/errors.ts';

const now = Date.UTC(2026, 0, 1, 12, 0, 0);

describe('Retry-After', () => {
  it.each([
    ['2', 2_000],
    ['0', 0],
    ['1.5', 1_500],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['999999', 3_600_000],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s is %s ms', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});

describe('back-off', () => {
  const failed = new InferenceError('transient', 'reset', { reason: 'connection_reset' });
  const limited = new InferenceError('rate_limited', 'wait', { reason: 'http_429', retryAfterMs: 2_000 });

  it('waits as long as Retry-After says, and little longer', () => {
    expect(backoffMs(limited, 5, 0)).toBe(2_000);
    expect(backoffMs(limited, 5, 1)).toBe(2_200);
  });

  it('starts small, grows, and stays below half a minute or so', () => {
    expect(backoffMs(failed, 1, 1)).toBeLessThanOrEqual(220);
    expect(backoffMs(failed, 4, 1)).toBeGreaterThan(1_000);
    expect(backoffMs(failed, 100, 1)).toBeLessThanOrEqual(30_020);
  });
});

import { describe, expect, it } from '@jest/globals';
import { InferenceError } from '../../../activities/inference/errors.ts';
import { createPatience } from '../../../activities/inference/patience/patience.ts';

const broken = new InferenceError('transient', 'HTTP 500', { reason: 'http_500' });
const limited = new InferenceError('rate_limited', 'HTTP 429', { reason: 'http_429' });

describe('patience', () => {
  it('ends at the eighth failure while others are answered', () => {
    let answered = 0;
    const patience = createPatience(() => answered);
    const verdicts = Array.from({ length: 8 }, () => {
      answered += 1;
      return patience.failed(broken);
    });
    expect(verdicts).toEqual([true, true, true, true, true, true, true, false]);
  });

  it('never ends while nothing is answered', () => {
    const patience = createPatience(() => 100);
    for (let n = 0; n < 1_000; n += 1) expect(patience.failed(broken)).toBe(true);
    expect(patience.failures).toBe(1_000);
  });

  it('asks for a canary when nothing else tells, and ends soon once that is answered', () => {
    let answered = 0;
    const patience = createPatience(() => answered);
    for (let n = 0; n < 6; n += 1) {
      expect(patience.wantsCanary).toBe(false);
      patience.failed(broken);
    }
    const verdicts: boolean[] = [];
    for (let n = 0; n < 3; n += 1) {
      expect(patience.wantsCanary).toBe(true);
      answered += 1;
      patience.vouched();
      verdicts.push(patience.failed(broken));
    }
    expect(verdicts).toEqual([true, true, false]);
  });

  it('is not used up by rate limits', () => {
    let answered = 0;
    const patience = createPatience(() => (answered += 1));
    for (let n = 0; n < 1_000; n += 1) expect(patience.failed(limited)).toBe(true);
    expect(patience.failures).toBe(1_000);
  });
});

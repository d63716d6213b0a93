import { describe, expect, it } from '@jest/globals';
import { createCappedLimit } from '../../../activities/inference/admission/limit.ts';
import { uniform } from '../../../bench/scripted-endpoint/draws.ts';

const sample = { latencyMs: 200, inFlight: 64, completionTokens: 10 };

describe('the limit', () => {
  it('does not collapse on a load-independent 2 % of rejections', () => {
    const limit = createCappedLimit(64);
    let lowest = 64;
    for (let n = 0; n < 20_000; n += 1) {
      if (uniform(`draw/${n}`) < 0.02) limit.rejected();
      else limit.succeeded(sample);
      lowest = Math.min(lowest, limit.current());
    }
    expect(lowest).toBeGreaterThanOrEqual(56);
    expect(limit.current()).toBeGreaterThanOrEqual(60);
  });

  it('settles on what a saturated endpoint accepts', () => {
    const limit = createCappedLimit(96);
    // An endpoint of 64 places: each round it takes 64 and rejects what is beyond.
    for (let round = 0; round < 40; round += 1) {
      const offered = limit.current();
      for (let n = 64; n < offered; n += 1) limit.rejected();
      for (let n = 0; n < Math.min(64, offered); n += 1) limit.succeeded(sample);
    }
    expect(limit.current()).toBeGreaterThanOrEqual(60);
    expect(limit.current()).toBeLessThanOrEqual(72);
  });

  it('falls to one while everything is rejected and grows back to its cap', () => {
    const limit = createCappedLimit(32);
    for (let n = 0; n < 200; n += 1) limit.rejected();
    expect(limit.current()).toBe(1);
    for (let n = 0; n < 2_000; n += 1) limit.succeeded(sample);
    expect(limit.current()).toBe(32);
  });

  it('follows a changed cap', () => {
    const limit = createCappedLimit(32);
    limit.configure(64);
    expect(limit.current()).toBe(64);
    limit.configure(8);
    expect(limit.current()).toBe(8);
  });
});

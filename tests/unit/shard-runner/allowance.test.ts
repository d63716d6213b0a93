import { describe, expect, it } from '@jest/globals';
import { AllowanceSpent, meterAllowance } from '../../../activities/shard-runner/allowance.ts';

describe('an allowance', () => {
  it('counts a request once, however often it is sent', () => {
    const { admit } = meterAllowance({ requests: 2 });
    admit();
    admit();
    admit(true);
    expect(() => admit()).toThrow(AllowanceSpent);
  });

  it('sends nothing again after its date', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const { admit } = meterAllowance({ until: '2026-01-01T08:00:00Z' }, [], () => now);
    admit();
    admit(true);
    now = Date.parse('2026-01-01T08:00:00Z');
    expect(() => admit(true)).toThrow(AllowanceSpent);
  });
});

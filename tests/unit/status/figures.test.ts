import { describe, expect, it } from '@jest/globals';
import { money } from '../../../activities/status/text/figures.ts';

describe('an amount of money', () => {
  it.each([
    [0, '0.00'],
    [1234.5, '1,234.50'],
    [0.1, '0.10'],
    [0.0042, '0.0042'],
    [0.00042123, '0.00042'],
  ])('of %d reads %s', (amount, text) => expect(money(amount)).toBe(text));
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fittingProcesses, specialistProcesses } from '../../../activities/vision/pool-size.ts';

const GiB = 2 ** 30;

describe('the processes of the specialists', () => {
  it.each([
    [1, 2 * GiB, 1],
    [2, 24 * GiB, 1],
    [4, 24 * GiB, 2],
    [16, 128 * GiB, 8],
    [64, 16 * GiB, 5],
  ])('of %d cores and %d bytes are %d', (cores, memory, processes) => {
    expect(fittingProcesses({ cores, memory })).toBe(processes);
  });

  it('are at least one, and fit in half the cores and a quarter of the memory where more than one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), fc.integer({ min: 1, max: 2048 }), (cores, gib) => {
        const count = fittingProcesses({ cores, memory: gib * GiB });
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count === 1 || (count <= cores / 2 && count * 700 * 2 ** 20 <= (gib * GiB) / 4)).toBe(true);
      }),
    );
  });

  it('are what the environment says, which must be a count', () => {
    const machine = { cores: 8, memory: 64 * GiB };
    expect(specialistProcesses({ MMSYNTH_SPECIALISTS: '3' }, machine)).toBe(3);
    expect(specialistProcesses({ MMSYNTH_SPECIALISTS: '' }, machine)).toBe(4);
    expect(specialistProcesses({}, machine)).toBe(4);
    for (const wrong of ['0', '-1', '2.5', 'many', '1e2', '1000'])
      expect(() => specialistProcesses({ MMSYNTH_SPECIALISTS: wrong }, machine)).toThrow(/from 1 to 256/);
  });
});

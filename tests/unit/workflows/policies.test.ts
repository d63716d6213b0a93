import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { laneWidth, partitionsOf } from '../../../workflows/policies.ts';

/** Pending activities of one run that Temporal takes. */
const pendingActivities = 2_000;

describe('lanes of a partition', () => {
  it('keep the window full', () => {
    expect(laneWidth(512, 64, 1)).toBe(8);
    expect(laneWidth(4_096, 128, 8)).toBe(4);
    expect(laneWidth(1, 128, 8)).toBe(1);
  });

  it('are never more than Temporal takes, however wide the window and small the shards', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1, max: 4_096 }),
        fc.integer({ min: 1, max: 1e6 }),
        (window, shardItems, shards) => {
          const width = laneWidth(window, shardItems, partitionsOf(shards));
          expect(width).toBeGreaterThanOrEqual(1);
          expect(width).toBeLessThan(pendingActivities);
        },
      ),
    );
  });
});

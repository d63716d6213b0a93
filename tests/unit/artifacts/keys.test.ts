import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  commitKey,
  decisionKey,
  identityKey,
  imageKey,
  manifestKey,
  operationsKey,
  rejectsKey,
  rowsKey,
  segmentKey,
} from '../../../activities/artifacts/keys.ts';

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const small = fc.nat({ max: 999_999 });
const place = fc.record({
  campaign: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/),
  round: fc.nat({ max: 99 }),
  stage: fc.constantFrom('import', 'evolve', 'generate'),
});
const key = fc.oneof(
  hash.map(imageKey),
  place.map(({ campaign }) => identityKey(campaign)),
  fc.tuple(place, small).map(([{ campaign }, n]) => operationsKey(campaign, n)),
  fc.tuple(place, small).map(([{ campaign }, n]) => decisionKey(campaign, n)),
  fc.tuple(place, small, fc.constantFrom('r1-run-1', 'r1-run-10', 'r2-run-1'), small).map((a) => segmentKey(...a)),
  fc.tuple(place, small, hash).map((a) => rowsKey(...a)),
  fc.tuple(place, small, hash).map((a) => rejectsKey(...a)),
  fc.tuple(place, small, fc.integer({ min: 1, max: 120 })).map((a) => commitKey(...a)),
  fc.tuple(place, fc.integer({ min: 1, max: 120 })).map((a) => manifestKey(...a)),
);

describe('keys of the store', () => {
  it('no key is a prefix folder of another', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(b.startsWith(`${a}/`)).toBe(false);
        expect(a !== b && b.startsWith(a)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('shards and segments sort as they count', () => {
    const at = { campaign: 'c', round: 1, stage: 's' };
    fc.assert(
      fc.property(small, small, (a, b) => {
        const less = segmentKey(at, 0, 'w', a) < segmentKey(at, 0, 'w', b);
        expect(less).toBe(a < b);
        expect(commitKey(at, a, 1) < commitKey(at, b, 1)).toBe(a < b);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kinship } from '../../../activities/stage-runner/kinship.ts';
import { sha256 } from '../../../recipes/sha256.ts';

describe('kinship of rows', () => {
  it('counts earlier rows of the same parents', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 6000 }), (families) => {
        const kin = kinship();
        const known = new Map<number, number>();
        const wanted = families.map((family) => {
          const before = known.get(family) ?? 0;
          known.set(family, before + 1);
          return before;
        });
        expect(families.map((family) => kin.earlier(sha256(String(family))))).toEqual(wanted);
      }),
      { numRuns: 20 },
    );
  });

  it('stays right as it grows, also where all ids fall on one place', () => {
    const kin = kinship();
    const id = (at: number): string => `${at.toString(16).padStart(8, '0')}00000000ffff`;
    const ids = Array.from({ length: 2000 }, (_, at) => id(at));
    expect(ids.map((one) => kin.earlier(one))).toEqual(ids.map(() => 0));
    expect(ids.map((one) => kin.earlier(one))).toEqual(ids.map(() => 1));
  });
});

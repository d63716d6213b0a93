import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fuseRanks } from '../../../activities/retrieval/embedded/rank-fusion.ts';

describe('joined rankings', () => {
  it('give a document that is first in one and second in the other 1/61 + 1/62', () => {
    const [best] = fuseRanks(
      [
        [7, 3],
        [5, 7],
      ],
      5,
    );
    expect(best?.entry).toBe(7);
    expect(best?.score.toFixed(6)).toBe('0.032522');
  });

  it('keep the order of a single one', () => {
    const entries = fc.uniqueArray(fc.nat(1000), { maxLength: 40 });
    fc.assert(
      fc.property(entries, (list) => {
        expect(fuseRanks([list], 50).map(({ entry }) => entry)).toEqual(list);
      }),
    );
  });

  it('of the same lists in another order are the same', () => {
    const lists = fc.array(fc.uniqueArray(fc.nat(20), { maxLength: 15 }), { maxLength: 2 });
    fc.assert(
      fc.property(lists, (given) => {
        expect(fuseRanks(given.toReversed(), 20)).toEqual(fuseRanks(given, 20));
      }),
    );
  });
});

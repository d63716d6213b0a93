import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spreadSample } from '../../../activities/report/spread-sample.ts';

interface Offer {
  readonly group: string;
  readonly id: string;
}
const offers = fc.uniqueArray(fc.record({ group: fc.constantFrom('a', 'b', 'c'), id: fc.uuid() }), {
  selector: ({ id }) => id,
  maxLength: 40,
});

function chosenOf(places: number, list: readonly Offer[]): readonly Offer[] {
  const sample = spreadSample<Offer>(places);
  for (const offer of list) sample.offer(offer.group, offer.id, offer);
  return sample.chosen();
}

describe('a spread sample', () => {
  it('fills its places as far as there are candidates, in the order they were offered', () => {
    fc.assert(
      fc.property(fc.nat(12), offers, (places, list) => {
        const chosen = chosenOf(places, list);
        expect(chosen).toHaveLength(Math.min(places, list.length));
        expect(chosen).toEqual(list.filter((offer) => chosen.includes(offer)));
      }),
    );
  });

  it('gives no class more than one place above another that has candidates left', () => {
    fc.assert(
      fc.property(fc.nat(12), offers, (places, list) => {
        const chosen = chosenOf(places, list);
        const of = (all: readonly Offer[], group: string) => all.filter((offer) => offer.group === group).length;
        for (const group of ['a', 'b', 'c']) {
          if (of(chosen, group) === of(list, group)) continue;
          for (const other of ['a', 'b', 'c']) expect(of(chosen, other)).toBeLessThanOrEqual(of(chosen, group) + 1);
        }
      }),
    );
  });

  it('chooses the same whatever order the candidates come in', () => {
    fc.assert(
      fc.property(fc.nat(6), offers, (places, list) => {
        const ids = (all: readonly Offer[]) => all.map(({ id }) => id).toSorted();
        const groups = (all: readonly Offer[]) => [...new Set(all.map(({ group }) => group))].join();
        const other = list.toReversed();
        fc.pre(groups(list) === groups(other));
        expect(ids(chosenOf(places, list))).toEqual(ids(chosenOf(places, other)));
      }),
    );
  });
});

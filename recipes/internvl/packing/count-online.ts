import type { Columns } from './columns.ts';
import type { OnlineLimits } from './pack-online.ts';
import { ranges, type Paced } from './paced.ts';

/** How many packs `packOnline` makes of the samples in the order of its code (`compat: repo`), without making them. */
export function* countOnline(
  { tokens, slots }: Columns,
  { maxTokens, maxTiles, bufferSize = 20 }: OnlineLimits,
): Paced<number> {
  const heldTokens = new Int32Array(bufferSize + 1);
  const heldSlots = new Int32Array(bufferSize + 1);
  let held = 0;
  let packs = 0;
  const count = (from: number, to: number): void => {
    for (let sample = from; sample < to; sample++) {
      let [ownTokens, ownSlots] = [tokens[sample] ?? 0, slots[sample] ?? 0];
      let at = 0;
      while (at < held && ((heldTokens[at] ?? 0) + ownTokens > maxTokens || (heldSlots[at] ?? 0) + ownSlots > maxTiles))
        at += 1;
      if (at < held) {
        ownTokens += heldTokens[at] ?? 0;
        ownSlots += heldSlots[at] ?? 0;
        held -= 1;
        heldTokens.copyWithin(at, at + 1, held + 1);
        heldSlots.copyWithin(at, at + 1, held + 1);
      }
      if (ownTokens >= maxTokens || ownSlots >= maxTiles) {
        packs += 1;
        continue;
      }
      let place = held;
      while (place > 0 && ownSlots > (heldSlots[place - 1] ?? 0)) place -= 1;
      heldTokens.copyWithin(place + 1, place, held);
      heldSlots.copyWithin(place + 1, place, held);
      heldTokens[place] = ownTokens;
      heldSlots[place] = ownSlots;
      held += 1;
      if (held > bufferSize) {
        packs += 1;
        held -= 1;
        heldTokens.copyWithin(0, 1, held + 1);
        heldSlots.copyWithin(0, 1, held + 1);
      }
    }
  };
  for (const [from, to] of ranges(tokens.length)) {
    count(from, to);
    yield;
  }
  return packs + held;
}

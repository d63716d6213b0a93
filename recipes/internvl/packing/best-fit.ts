import { fillOf, type Columns } from './columns.ts';
import { openPacks } from './open-packs.ts';
import type { Pack, PackLimits, SampleId } from './pack.ts';
import { ranges, type Paced } from './paced.ts';
import { roomiestTree } from './roomiest-tree.ts';

/** Which pack each sample goes into, by its number. */
export interface Assignment {
  readonly packs: number;
  readonly packOf: Int32Array;
}

/** Each sample, in the order given, into the pack that it leaves the least room in by the limit that binds the set. */
export function* bestFit(columns: Columns, order: Int32Array, limits: PackLimits): Paced<Assignment> {
  const { maxTokens, maxTiles } = limits;
  const fill = fillOf(columns, limits);
  const byTiles = fill.tiles > fill.tokens;
  const [most, other] = byTiles ? [maxTiles, maxTokens] : [maxTokens, maxTiles];
  const [sizes, besides] = byTiles ? [columns.slots, columns.tokens] : [columns.tokens, columns.slots];
  const tree = roomiestTree(most);
  const open = openPacks(most, other, order.length);
  // Room left in each pack beside the binding limit; that of the limit itself is where it was found.
  const rooms = new Int32Array(order.length);
  const packOf = new Int32Array(order.length);
  let packs = 0;
  const place = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const sample = order[at] ?? 0;
      const [size, beside] = [sizes[sample] ?? 0, besides[sample] ?? 0];
      const found = tree.tightest(size, beside);
      const pack = found < 0 ? packs++ : open.popRoomiest(found);
      if (found >= 0) tree.set(found, open.roomiest(found));
      const left = (found < 0 ? most : found) - size;
      const room = (found < 0 ? other : (rooms[pack] ?? 0)) - beside;
      rooms[pack] = room;
      packOf[sample] = pack;
      if (left === 0 && room === 0) continue;
      open.push(left, room, pack);
      tree.set(left, open.roomiest(left));
    }
  };
  for (const [from, to] of ranges(order.length)) {
    place(from, to);
    yield;
  }
  return { packs, packOf };
}

/** The packs of an assignment, their members in the order given. */
export function* packsOf(
  { ids, tokens, slots }: Columns,
  order: Int32Array,
  { packs, packOf }: Assignment,
): Paced<Pack[]> {
  const members = new Int32Array(packs);
  for (let at = 0; at < packOf.length; at++) members[packOf[at] ?? 0] = (members[packOf[at] ?? 0] ?? 0) + 1;
  const built: { readonly ids: SampleId[]; tokens: number; tiles: number }[] = [];
  const open = (from: number, to: number): void => {
    for (let pack = from; pack < to; pack++)
      built.push({ ids: Array.from<SampleId>({ length: members[pack] ?? 0 }), tokens: 0, tiles: 0 });
  };
  for (const [from, to] of ranges(packs)) {
    open(from, to);
    yield;
  }
  const filled = new Int32Array(packs);
  const fill = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const sample = order[at] ?? 0;
      const number = packOf[sample] ?? 0;
      const pack = built[number];
      const id = ids[sample];
      if (!pack || id === undefined) continue;
      const place = filled[number] ?? 0;
      filled[number] = place + 1;
      pack.ids[place] = id;
      pack.tokens += tokens[sample] ?? 0;
      pack.tiles += slots[sample] ?? 0;
    }
  };
  for (const [from, to] of ranges(order.length)) {
    fill(from, to);
    yield;
  }
  return built;
}

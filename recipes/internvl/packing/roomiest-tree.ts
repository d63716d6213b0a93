/** For each number of free tokens the most free tile slots of an open pack; finds the tightest pack that takes a sample. */
export interface RoomiestTree {
  set(freeTokens: number, freeTiles: number): void;
  /** The fewest free tokens, at least `tokens`, at which a pack has `tiles` free slots; -1 where there is none. */
  tightest(tokens: number, tiles: number): number;
}

/** A segment tree over 0 to `maxTokens`, -1 where no pack is open: both operations cost the logarithm of `maxTokens`. */
export function roomiestTree(maxTokens: number): RoomiestTree {
  let leaves = 1;
  while (leaves <= maxTokens) leaves *= 2;
  const most = new Int32Array(2 * leaves).fill(-1);
  const at = (node: number): number => most[node] ?? -1;
  return {
    set(freeTokens, freeTiles) {
      let node = leaves + freeTokens;
      most[node] = freeTiles;
      for (node >>= 1; node >= 1; node >>= 1) {
        const value = Math.max(at(2 * node), at(2 * node + 1));
        if (at(node) === value) return;
        most[node] = value;
      }
    },
    tightest(tokens, tiles) {
      let node = leaves + tokens;
      // Up to the first subtree on the right that holds one, then down its left edge.
      while (at(node) < tiles) {
        while ((node & 1) === 1) node >>= 1;
        if (node === 0) return -1;
        node += 1;
      }
      while (node < leaves) node = at(2 * node) >= tiles ? 2 * node : 2 * node + 1;
      return node - leaves;
    },
  };
}

import { hammingIndex, type Hashes } from './hamming-index.ts';
import { unionFind, type UnionFind } from './union-find.ts';

/** Groups 64-bit hashes that differ in at most `hamming` bits, or are tied by others in between. No pair is missed. */
export function similarHashes(hashes: Hashes, hamming: number): UnionFind {
  const { high, low } = hashes;
  const groups = unionFind(high.length);
  const index = hammingIndex(hashes, hamming);
  for (let i = 0; i < high.length; i++)
    index.near(high[i] as number, low[i] as number, (other) => {
      if (other > i) groups.join(i, other);
    });
  return groups;
}

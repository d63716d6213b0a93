import type { WholeServices } from '../../whole-stage.ts';
import { hammingIndex, type Hashes } from './hamming-index.ts';
import { unionFind, type UnionFind } from './union-find.ts';

/** Hashes looked up between two breaths: a tenth of a second or so. */
const atOnce = 2048;

/** Groups 64-bit hashes that differ in at most `hamming` bits, or are tied by others in between. No pair is missed. */
export async function similarHashes(
  hashes: Hashes,
  hamming: number,
  services: Pick<WholeServices, 'breathe'> = {},
): Promise<UnionFind> {
  const { high, low } = hashes;
  const groups = unionFind(high.length);
  const index = hammingIndex(hashes, hamming);
  for (let i = 0; i < high.length; i++) {
    if (i % atOnce === 0) await services.breathe?.();
    index.near(high[i] as number, low[i] as number, (other) => {
      if (other > i) groups.join(i, other);
    });
  }
  return groups;
}

import { dot } from '../vectors.ts';

/** Rows of a matrix, one vector of length 1 after the other; read in blocks, so that it need not be in memory. */
export interface VectorBlocks {
  readonly count: number;
  readonly dimensions: number;
  /** Vectors `from` up to, not including, `to`. */
  read(from: number, to: number): Promise<Float32Array>;
}

export interface Neighbour {
  readonly index: number;
  readonly cosine: number;
}

/** Vectors of a block; two blocks are in memory at once. */
const blockRows = 256;

/** The best so far of one query: cosine descending, then index ascending. */
function offer(best: Neighbour[], k: number, candidate: Neighbour): void {
  const last = best.at(-1);
  if (best.length >= k && last && candidate.cosine <= last.cosine) return;
  let place = best.length;
  while (place > 0 && candidate.cosine > (best[place - 1]?.cosine ?? 0)) place -= 1;
  best.splice(place, 0, candidate);
  if (best.length > k) best.pop();
}

/**
 * The k nearest of `gallery` for each of `queries`, brute force and block by block. Ties go to the lower index.
 *
 * @param skip leaves out a pair: a query's own picture
 */
export async function* nearest(
  queries: VectorBlocks,
  gallery: VectorBlocks,
  k: number,
  skip: (query: number, index: number) => boolean = () => false,
): AsyncGenerator<readonly Neighbour[]> {
  const { dimensions } = gallery;
  for (let from = 0; from < queries.count; from += blockRows) {
    const to = Math.min(queries.count, from + blockRows);
    const asked = await queries.read(from, to);
    const best: Neighbour[][] = Array.from({ length: to - from }, () => []);
    for (let start = 0; start < gallery.count; start += blockRows) {
      const end = Math.min(gallery.count, start + blockRows);
      const block = await gallery.read(start, end);
      for (const [query, found] of best.entries())
        for (let index = start; index < end; index++) {
          if (skip(from + query, index)) continue;
          const near = dot(asked, query * dimensions, block, (index - start) * dimensions, dimensions);
          offer(found, k, { index, cosine: near });
        }
    }
    yield* best;
  }
}

import { nearest, type VectorBlocks } from '../../recipes/contrastive/index.ts';

/** Vectors of length 1 in memory, with what each is of. */
export interface LabelledVectors {
  readonly vectors: readonly Float32Array[];
  readonly labels: readonly string[];
}

const ranks = [1, 5, 10] as const;

const blocksOf = (vectors: readonly Float32Array[]): VectorBlocks => {
  const dimensions = vectors[0]?.length ?? 0;
  return {
    count: vectors.length,
    dimensions,
    read: async (from, to) => {
      const block = new Float32Array((to - from) * dimensions);
      for (let at = from; at < to; at++) block.set(vectors[at] ?? [], (at - from) * dimensions);
      return block;
    },
  };
};

const rounded = (value: number): number => Number(value.toFixed(3));

/** Share of `queries` for which one of `gallery` with the same label is among the first 1, 5 and 10, and what that would be by chance. */
export async function labelRecall(queries: LabelledVectors, gallery: LabelledVectors): Promise<Record<string, number>> {
  const places: number[] = [];
  const most = Math.max(...ranks);
  for await (const found of nearest(blocksOf(queries.vectors), blocksOf(gallery.vectors), most))
    places.push(found.findIndex(({ index }) => gallery.labels[index] === queries.labels[places.length]));
  const counts = new Map<string, number>();
  for (const label of gallery.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const share = (of: (query: number) => number): number =>
    rounded(places.reduce((sum, _, query) => sum + of(query), 0) / places.length);
  return Object.fromEntries(
    ranks.flatMap((k) => [
      [`R@${k}`, share((query) => ((places[query] ?? -1) >= 0 && (places[query] ?? 0) < k ? 1 : 0))],
      [
        `chance@${k}`,
        share((query) => chanceOf(counts.get(queries.labels[query] ?? '') ?? 0, gallery.labels.length, k)),
      ],
    ]),
  );
}

/** Probability that one of `right` is among k drawn of `all`. */
function chanceOf(right: number, all: number, k: number): number {
  let none = 1;
  for (let drawn = 0; drawn < Math.min(k, all); drawn++) none *= Math.max(0, all - right - drawn) / (all - drawn);
  return 1 - none;
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nearest, recallAt, type Neighbour, type VectorBlocks } from '../../../recipes/contrastive/index.ts';
import { uniformFrom } from '../../../recipes/sha256.ts';

function blocks(vectors: readonly (readonly number[])[]): VectorBlocks {
  const dimensions = vectors[0]?.length ?? 0;
  return {
    count: vectors.length,
    dimensions,
    read: async (from, to) => Float32Array.from(vectors.slice(from, to).flat()),
  };
}

/** Four texts t0, t1 of picture 0 and t2, t3 of picture 1, whose cosines to both are as given: pictures are the axes. */
const texts = blocks([
  [0.9, 0.1],
  [0.3, 0.6],
  [0.2, 0.8],
  [0.5, 0.4],
]);
const images = blocks([
  [1, 0],
  [0, 1],
]);

async function collect(found: AsyncGenerator<readonly Neighbour[]>): Promise<readonly (readonly Neighbour[])[]> {
  const all: (readonly Neighbour[])[] = [];
  for await (const one of found) all.push(one);
  return all;
}

describe('recall', () => {
  it('is that worked out by hand', async () => {
    const told = await recallAt(texts, images, [0, 0, 1, 1], [1, 2]);
    expect(told.textToImage).toEqual({ 1: 0.5, 2: 1 });
    expect(told.imageToText).toEqual({ 1: 1, 2: 1 });
    expect(told.captionsFound).toEqual({ 1: 0.5, 2: 0.5 });
    expect(told.gallery).toBe(2);
    expect(told.mean).toBeCloseTo((0.5 + 1 + 1 + 1) / 4, 12);
  });

  it('gives a tie to the lower index', async () => {
    const same = blocks([
      [1, 0],
      [1, 0],
    ]);
    const { textToImage } = await recallAt(
      blocks([
        [1, 0],
        [1, 0],
      ]),
      same,
      [0, 1],
      [1],
    );
    expect(textToImage).toEqual({ 1: 0.5 });
  });
});

describe('nearest neighbours', () => {
  const drawn = (count: number, seed: number) =>
    Array.from({ length: count }, (_, i) =>
      Array.from({ length: 6 }, (_unused, d) => Math.fround(uniformFrom(seed, i, d) - 0.5)),
    );

  it('are those of a full sort, whatever the blocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(1000),
        async (count, k, seed) => {
          const [queries, gallery] = [drawn(count, seed), drawn(count * 3, seed + 1)];
          const found = await collect(nearest(blocks(queries), blocks(gallery), k));
          const expected = queries.map((query) =>
            gallery
              .map((one, index) => ({ index, cosine: one.reduce((sum, value, d) => sum + value * (query[d] ?? 0), 0) }))
              .sort((a, b) => b.cosine - a.cosine || a.index - b.index)
              .slice(0, k)
              .map(({ index }) => index),
          );
          expect(found.map((one) => one.map(({ index }) => index))).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('cross the bounds of blocks', async () => {
    const gallery = drawn(700, 3);
    const [found] = await collect(nearest(blocks(gallery.slice(650, 651)), blocks(gallery), 1));
    const self = gallery[650]?.reduce((sum, value) => sum + value * value, 0) ?? 0;
    expect(found?.[0]?.cosine).toBeGreaterThanOrEqual(self - 1e-6);
  });

  it('leave out what they are told to', async () => {
    const gallery = blocks(drawn(5, 9));
    const found = await collect(nearest(gallery, gallery, 4, (query, index) => query === index));
    for (const [query, one] of found.entries()) expect(one.map(({ index }) => index)).not.toContain(query);
  });
});

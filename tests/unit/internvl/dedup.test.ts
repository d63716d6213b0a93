import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { hashDistance } from '../../../recipes/hash-distance.ts';
import { openScratch } from '../../../activities/stage-runner/scratch.ts';
import { duplicateFinder } from '../../../recipes/internvl/dedup/find-duplicates.ts';
import type { Candidate } from '../../../recipes/internvl/dedup/fingerprints.ts';
import { hammingIndex, hashesOf } from '../../../recipes/internvl/dedup/hamming-index.ts';
import { bandKeys, estimatedSimilarity, isEmpty, minHash } from '../../../recipes/internvl/dedup/min-hash.ts';
import { rangeBuckets } from '../../../recipes/internvl/dedup/range-buckets.ts';
import { dedupSettings } from '../../../recipes/internvl/dedup/settings.ts';
import { normalisedText, plainText, shingleHashes } from '../../../recipes/internvl/dedup/shingles.ts';
import { similarHashes } from '../../../recipes/internvl/dedup/similar-hashes.ts';
import { unionFind } from '../../../recipes/internvl/dedup/union-find.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { memoryScratch } from '../../memory-scratch.ts';

jest.setTimeout(60_000);

const words = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `word${from + i}`).join(' ');
const idOf = (name: string): string => sha256(name).slice(0, 32);

/** Ids that fall, with what they were merged into; names are the candidates' own. */
async function dropped(
  candidates: readonly (Omit<Candidate, 'id' | 'rank'> & { readonly name: string; readonly rank?: number })[],
  settings: Record<string, unknown> = {},
) {
  const finder = duplicateFinder({ scratch: memoryScratch() }, dedupSettings.parse(settings));
  for (const { name, rank = 0, text, image } of candidates) await finder.add({ id: idOf(name), rank, text, image });
  const duplicateOf = await finder.find();
  const nameOf = new Map(candidates.map(({ name }) => [idOf(name), name]));
  return candidates.flatMap(({ name }, index) => {
    const duplicate = duplicateOf(index);
    return duplicate ? [{ ...duplicate, name, mergedInto: nameOf.get(duplicate.mergedInto) }] : [];
  });
}

describe('text as it is compared', () => {
  it('makes case, width and white space equal, and for words also punctuation', () => {
    expect(plainText('  Ａ  Cat,\n sits. ')).toBe('a cat, sits.');
    expect(normalisedText('  Ａ  Cat,\n sits. ')).toBe('a cat sits');
  });
  it('keeps the signs between numbers apart', () => {
    expect(normalisedText('What is 3 - 4?')).not.toBe(normalisedText('What is 3 + 4?'));
    expect(normalisedText('What is 3*4?')).not.toBe(normalisedText('What is 3/4?'));
  });
  it('has no shingle of four words, one of five, and characters in text without spaces', () => {
    expect([words(0, 4), words(0, 5), words(0, 9), '我们看见一只猫'].map((text) => shingleHashes(text).length)).toEqual(
      [0, 1, 5, 3],
    );
  });
});

describe('MinHash', () => {
  it.each([0.2, 0.5, 0.8, 0.95])('estimates a similarity of %d without bias', (wanted) => {
    // |A ∩ B| / |A ∪ B| of two ranges of numbers that overlap by `shared`.
    const [union, runs] = [200, 30];
    const shared = Math.round(wanted * union);
    const alone = (union - shared) / 2;
    const estimates = Array.from({ length: runs }, (_, run) => {
      const set = (from: number) =>
        Int32Array.from({ length: shared + alone }, (_unused, i) =>
          parseInt(sha256(`${run}/${from + i}`).slice(0, 8), 16),
        );
      return estimatedSimilarity(minHash(set(0)), minHash(set(alone)));
    });
    const mean = estimates.reduce((sum, one) => sum + one, 0) / runs;
    // Standard error of the mean: sqrt(s (1 - s) / 128 / runs), at most 0.0081; four of them.
    expect(Math.abs(mean - shared / union)).toBeLessThan(0.033);
  });
  it('gives equal bands to equal texts of one group only', () => {
    const signature = minHash(shingleHashes(words(0, 20)));
    expect(bandKeys(signature, 1)).toEqual(bandKeys(signature, 1));
    expect(bandKeys(signature, 1).some((key, band) => key === bandKeys(signature, 2)[band])).toBe(false);
  });
  it('knows a text without shingles', () => {
    expect([minHash(shingleHashes('too short a text')), minHash(shingleHashes(words(0, 5)))].map(isEmpty)).toEqual([
      true,
      false,
    ]);
  });
});

describe('buckets by key range', () => {
  it('give each group of equal keys once, whatever the number of ranges', async () => {
    const entry = fc.tuple(fc.constantFrom(0, 1, 7, 0x7fffffff, 0x80000000, 0xffffffff), fc.nat(1e6));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(entry, { selector: ([, element]) => element }),
        fc.integer({ min: 1, max: 5 }),
        async (entries, ranges) => {
          const buckets = rangeBuckets(memoryScratch(), 'b', ranges);
          for (const [key, element] of entries) await buckets.add(key, element);
          const found: number[][] = [];
          for await (const group of buckets.groups()) found.push([...group]);
          const byKey = new Map<number, number[]>();
          for (const [key, element] of entries.toSorted(([a, i], [b, j]) => a - b || i - j))
            byKey.set(key, [...(byKey.get(key) ?? []), element]);
          const wanted = [...byKey.values()].filter((group) => group.length > 1);
          expect(found).toEqual(wanted);
        },
      ),
      { numRuns: 50 },
    );
  });
  it('hold more than fits in their buffers', async () => {
    const scratch = await openScratch();
    const buckets = rangeBuckets(scratch.file, 'many', 2);
    for (let element = 0; element < 40_000; element++)
      await buckets.add(Math.imul(element >> 1, 0x9e3779b1) >>> 0, element);
    const pairs: (readonly number[])[] = [];
    for await (const group of buckets.groups()) pairs.push([...group]);
    await scratch.remove();
    expect(pairs).toHaveLength(20_000);
    expect(pairs.every(([first = -1, second = -1]) => second === first + 1)).toBe(true);
  });
});

describe('perceptual hashes', () => {
  const hash = fc.stringMatching(/^[0-9a-f]{16}$/u);
  it('are found within the radius, all of them, as by comparing each with each', () => {
    // Hashes near one another: a few drawn ones with a few bits flipped.
    const near = fc.array(fc.tuple(hash, fc.array(fc.nat(63), { maxLength: 12 })), { maxLength: 60 });
    fc.assert(
      fc.property(near, fc.constantFrom(0, 1, 4, 6, 8, 11, 16), (drawn, radius) => {
        const base = drawn[0]?.[0] ?? '0'.repeat(16);
        const hashes = drawn.map(([, bits]) =>
          bits
            .reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${base}`))
            .toString(16)
            .padStart(16, '0'),
        );
        const columns = hashesOf(hashes);
        const index = hammingIndex(columns, radius);
        for (const [i, one] of hashes.entries()) {
          const found = new Map<number, number>();
          index.near(columns.high[i]!, columns.low[i]!, (at, distance) => found.set(at, distance));
          const wanted = hashes.map((other) => hashDistance(one, other));
          expect([...found].sort(([a], [b]) => a - b)).toEqual(
            [...wanted.entries()].filter(([, distance]) => distance <= radius),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
  it('group what is tied by others in between', async () => {
    const groups = await similarHashes(
      hashesOf(['00000000000000ff', '000000000000ffff', '0000000000ffffff', 'ffffffffffffffff']),
      8,
    );
    expect([0, 1, 2, 3].map((one) => groups.find(one))).toEqual([0, 0, 0, 3]);
  });
});

describe('a long search for pictures', () => {
  it('breathes', async () => {
    let breaths = 0;
    const hashes = {
      high: new Uint32Array(10_000).map((_, i) => Math.imul(i, 0x9e3779b1)),
      low: new Uint32Array(10_000),
    };
    await similarHashes(hashes, 0, { breathe: async () => void (breaths += 1) });
    expect(breaths).toBe(Math.ceil(10_000 / 2048));
  });
});

describe('union-find', () => {
  it('joins as sets do, with the smallest element for root', () => {
    const joins = fc.array(fc.tuple(fc.nat(19), fc.nat(19)));
    fc.assert(
      fc.property(joins, (pairs) => {
        const sets = unionFind(20);
        const label = Array.from({ length: 20 }, (_, i) => i);
        for (const [a, b] of pairs) {
          sets.join(a, b);
          const [low, high] = [Math.min(label[a]!, label[b]!), Math.max(label[a]!, label[b]!)];
          for (const [i, one] of label.entries()) if (one === high) label[i] = low;
        }
        expect(label.map((_, i) => sets.find(i))).toEqual(label);
      }),
    );
  });
});

describe('finding duplicates', () => {
  it('finds planted near copies among texts that share little', async () => {
    const texts = Array.from({ length: 120 }, (_, i) => ({ name: `t${i}`, text: words(1000 * i, 60) }));
    const copies = Array.from({ length: 40 }, (_, i) => ({
      name: `c${i}`,
      text: `${words(3000 * i, 59)} and${i}`,
    }));
    const found = await dropped([...texts, ...copies]);
    expect(found).toHaveLength(40);
    for (const { rule, value, name, mergedInto } of found) {
      expect(rule).toBe('near_duplicate');
      expect(value).toBeGreaterThanOrEqual(0.8);
      expect([`t${3 * Number(/\d+/u.exec(name)?.[0])}`, `c${Number(/\d+/u.exec(name)?.[0]) / 3}`]).toContain(
        mergedInto,
      );
    }
  });

  it('keeps the sample of the higher rank, then the one with the lower id', async () => {
    const text = words(0, 30);
    expect(
      await dropped([
        { name: 'a', text },
        { name: 'b', text, rank: 1 },
      ]),
    ).toMatchObject([{ name: 'a', mergedInto: 'b', rule: 'exact_duplicate', value: 1 }]);
    const [low, high] = ['a', 'b'].toSorted((x, y) => (idOf(x) < idOf(y) ? -1 : 1)) as [string, string];
    for (const names of [
      [low, high],
      [high, low],
    ])
      expect(await dropped(names.map((name) => ({ name, text })))).toMatchObject([{ name: high, mergedInto: low }]);
  });

  it('compares short texts as a whole', async () => {
    const found = await dropped([
      { name: 'a', text: 'A cat.' },
      { name: 'b', text: 'a  CAT.' },
      { name: 'c', text: 'A dog.' },
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]?.name).not.toBe('c');
  });

  it('leaves equal texts about different pictures alone, and knows a picture by its hash', async () => {
    const about = (name: string, sha: string, phash?: string) => ({
      name,
      text: 'A cat.',
      image: { sha256: sha, phash },
    });
    const found = await dropped([
      about('a', '1', '00000000000000ff'),
      about('b', '2', 'ff00000000000000'),
      about('c', '3', '00000000000000f0'),
      about('d', '4'),
      about('e', '4'),
    ]);
    expect(found.map(({ rule }) => rule).toSorted()).toEqual(['exact_duplicate', 'near_duplicate']);
    expect(found.every(({ name }) => ['a', 'c', 'd', 'e'].includes(name))).toBe(true);
  });

  it('leaves one sample of every group, whatever the order they come in', async () => {
    const drawn = fc.array(
      fc.record({
        text: fc.constantFrom('one', 'two', words(0, 40), words(1, 40), words(90, 40)),
        image: fc.option(fc.constantFrom('x', 'y')),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(drawn, async (made) => {
        const all = made.map(({ text, image }, i) => ({
          name: `n${i}`,
          text,
          ...(image === null ? {} : { image: { sha256: image } }),
        }));
        const stays = async (some: typeof all) => {
          const fell = new Set((await dropped(some)).map(({ name }) => name));
          return some
            .map(({ name }) => name)
            .filter((name) => !fell.has(name))
            .toSorted();
        };
        expect(await stays(all.toReversed())).toEqual(await stays(all));
        const kinds = new Set(made.map(({ text, image }) => `${text === words(1, 40) ? words(0, 40) : text}|${image}`));
        expect(await stays(all)).toHaveLength(kinds.size);
      }),
      { numRuns: 10 },
    );
  });

  it('of nothing finds nothing', async () => {
    expect(await dropped([])).toEqual([]);
  });
});

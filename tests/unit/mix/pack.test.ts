import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { interleaved } from '../../../recipes/mix/index.ts';
import { seededRandom, shuffled } from '../../../recipes/seeded-random.ts';
import { optionsOf, rowOf, staged } from './scenario.ts';

const packRow = z.object({
  members: z.array(z.string()),
  readings: z.array(z.number()),
  cu_seqlens: z.array(z.number()),
  tiles: z.array(z.number()),
  trainable: z.array(z.number()),
  weights: z.array(z.number()),
  tokens: z.number(),
  tileSlots: z.number(),
  parents: z.array(z.string()),
});
const sample = (dataset: string, id: number, tokens: number, tiles: readonly number[] = [], repeat = 1) =>
  rowOf(`${dataset}/${id}`, {
    conversations: [{ from: 'human', value: 'q' }],
    dataset,
    tokens,
    trainable: Math.min(tokens, 4 + (id % 3)),
    tiles,
    repeat,
  });
const limits = { maxTokens: 100, maxTiles: 8 };
const options = (mode: string, more: Record<string, unknown> = {}) => optionsOf({ pack: { mode, ...limits, ...more } });
const rows = [
  ...Array.from({ length: 30 }, (_, i) => sample('a', i, 5 + ((i * 37) % 60), i % 3 === 0 ? [2] : [])),
  ...Array.from({ length: 10 }, (_, i) => sample('b', i, 20 + i, [1, 1], 2)),
  ...Array.from({ length: 10 }, (_, i) => sample('c', i, 30, [], 0.35)),
  sample('d', 0, 101),
  sample('d', 1, 10, [9]),
];

describe.each(['offline', 'online', 'repo'])('packing a mix %s', (mode) => {
  it('takes each sample as often as its repeat time says, and says why others fell', async () => {
    const { rows: packs, dropped, facts } = await staged('pack', rows, options(mode));
    const times = new Map<string, number>();
    for (const { members } of packs.map((row) => packRow.parse(row)))
      for (const id of members) times.set(id, (times.get(id) ?? 0) + 1);
    const expected = rows.map(({ id }, at) => [id, at < 30 ? 1 : at < 40 ? 2 : at < 43 ? 1 : undefined] as const);
    expect(rows.map(({ id }) => [id, times.get(id)])).toEqual(expected);
    expect(dropped.map(({ id, reason }) => [id, reason])).toEqual([
      ...rows.slice(43, 50).map(({ id }) => [id, 'not_drawn']),
      ...rows.slice(50).map(({ id }) => [id, 'over_long']),
    ]);
    expect(facts).toMatchObject({ mode, packs: packs.length, samples: 53, overLong: 2, notDrawn: 7 });
  });

  it('numbers the readings of a sample from 0, in the order of the packs', async () => {
    const { rows: packs } = await staged('pack', rows, options(mode));
    const readings = new Map<string, number[]>();
    for (const { members, readings: of } of packs.map((row) => packRow.parse(row)))
      for (const [at, id] of members.entries()) readings.set(id, [...(readings.get(id) ?? []), of[at] ?? -1]);
    expect(rows.slice(0, 43).map(({ id }) => readings.get(id))).toEqual(
      rows.slice(0, 43).map((_, at) => (at >= 30 && at < 40 ? [0, 1] : [0])),
    );
  });

  it('keeps both limits and says where each member begins', async () => {
    for (const pack of (await staged('pack', rows, options(mode))).rows.map((row) => packRow.parse(row))) {
      expect(pack.tokens).toBeLessThanOrEqual(limits.maxTokens);
      expect(pack.tileSlots).toBeLessThanOrEqual(limits.maxTiles);
      expect(pack.cu_seqlens[0]).toBe(0);
      expect(pack.cu_seqlens.at(-1)).toBe(pack.tokens);
      expect(pack.cu_seqlens).toHaveLength(pack.members.length + 1);
      expect(pack.tileSlots).toBe(pack.tiles.reduce((sum, tiles) => sum + (tiles || 1), 0));
      expect(pack.parents).toEqual([...new Set(pack.members)]);
    }
  });

  it('comes out the same again, and otherwise for another seed', async () => {
    const membersOf = async (seed: number) =>
      (await staged('pack', rows, options(mode), seed)).rows.map((row) => row['members']);
    expect(await membersOf(1)).toEqual(await membersOf(1));
    expect(await membersOf(2)).not.toEqual(await membersOf(1));
  });
});

describe.each(['offline', 'online', 'repo'])('packing ten thousand samples %s', (mode) => {
  it('breathes between packs, and makes the same of them', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => sample('a', i, 51 + (i % 40)));
    let breaths = 0;
    const held = await staged('pack', many, options(mode), 1, async () => void (breaths += 1));
    expect(held).toEqual(await staged('pack', many, options(mode)));
    expect(breaths).toBeGreaterThan(Math.ceil(10_000 / 4096));
  });
});

describe('packs', () => {
  it('weigh the learnt tokens of each member as told', async () => {
    for (const [loss, exponent] of [
      ['token', 0],
      ['sample', -1],
      ['square', -0.5],
    ] as const)
      for (const { trainable, weights } of (await staged('pack', rows, options('offline', { loss }))).rows.map((row) =>
        packRow.parse(row),
      ))
        for (const [at, x] of trainable.entries()) expect(weights[at]).toBeCloseTo(x ** exponent, 12);
  });

  it('say how full they are, and which limit binds', async () => {
    const { facts } = await staged(
      'pack',
      [sample('a', 0, 60), sample('a', 1, 60), sample('a', 2, 40)],
      options('offline'),
    );
    expect(facts).toMatchObject({ packs: 2, fewest: 2, tokenFill: 0.8, tileFill: 3 / 16, binding: 'tokens' });
    const tiled = await staged('pack', [sample('a', 0, 10, [7]), sample('a', 1, 10, [7])], options('offline'));
    expect(tiled.facts).toMatchObject({ packs: 2, binding: 'tiles' });
  });

  it.each(['online', 'repo'])('are full as worked out by hand for eight samples (%s)', async (mode) => {
    const sizes = [3000, 2000, 6000, 1300, 2500, 5000, 4000, 1800];
    const tiles = [11, 7, 1, 5, 9, 1, 13, 7];
    const example = sizes.map((tokens, id) => sample('a', id, tokens, [tiles[id] ?? 0]));
    const released = options(mode, { maxTokens: 8192, maxTiles: 24, bufferSize: 3 });
    const { rows: packed, facts } = await staged('pack', example, released);
    const letters = new Map(example.map(({ id }, at) => [id, 'ABCDEFGH'[at]]));
    const named = packed.map((row) =>
      packRow
        .parse(row)
        .members.map((id) => letters.get(id))
        .join(''),
    );
    expect(named).toEqual(['ABD', 'GH', 'EF', 'C']);
    expect(facts).toMatchObject({ packs: 4, tokens: 25_600, tiles: 54, tokenFill: 0.78125, tileFill: 0.5625 });
  });

  it('let a text cost no tile where that is told', async () => {
    const texts = Array.from({ length: 10 }, (_, i) => sample('a', i, 10));
    expect((await staged('pack', texts, options('offline'))).facts['packs']).toBe(2);
    expect((await staged('pack', texts, options('offline', { textTileCost: 0 }))).facts['packs']).toBe(1);
  });
});

describe('the trainer’s draw', () => {
  it('goes through each dataset in order, and takes more of the longer one early', () => {
    const long = Array.from({ length: 900 }, (_, i) => i);
    const short = Array.from({ length: 100 }, (_, i) => 1000 + i);
    const order = [
      ...interleaved(
        [
          { numbers: long, length: 900 },
          { numbers: short, length: 100 },
        ],
        seededRandom(3),
      ),
    ];
    expect(order.filter((n) => n < 1000)).toEqual(long);
    expect(order.filter((n) => n >= 1000)).toEqual(short);
    const early = order.slice(0, 500).filter((n) => n >= 1000).length;
    expect(early).toBeGreaterThan(25);
    expect(early).toBeLessThan(75);
  });
});

describe('a seeded order', () => {
  it('is the same for the same seed, and loses nothing', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    const order = shuffled(values, seededRandom(0.25));
    expect(shuffled(values, seededRandom(0.25))).toEqual(order);
    expect(shuffled(values, seededRandom(0.5))).not.toEqual(order);
    expect(order.toSorted((a, b) => a - b)).toEqual(values);
  });

  it('is drawn evenly', () => {
    const random = seededRandom(7);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 100_000; i++) {
      const at = Math.floor(random() * 10);
      tenths[at] = (tenths[at] ?? 0) + 1;
    }
    // Five standard deviations of a binomial with 100,000 draws at one in ten.
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(9000));
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fewestPacks,
  imageTokenCount,
  lossWeight,
  packable,
  packBoundaries,
  packLoss,
  packOnline,
  packSequences,
  positionIds,
  type Sample,
} from '../../../recipes/internvl/index.ts';
import { columnsOf } from '../../../recipes/internvl/packing/columns.ts';
import { countOnline } from '../../../recipes/internvl/packing/count-online.ts';
import { packingOf } from '../../../recipes/internvl/packing/pack-sequences.ts';
import { breathing, samplesAtOnce, unheld } from '../../../recipes/internvl/packing/paced.ts';
import { uniformFrom } from '../../../recipes/sha256.ts';

const limits = { maxTokens: 16_384, maxTiles: 48 };
const sample = fc.record({ tokens: fc.integer({ min: 1, max: 20_000 }), tiles: fc.integer({ min: 0, max: 60 }) });
const sampleSet = fc.array(sample, { maxLength: 120 }).map((list) => list.map((one, id): Sample => ({ id, ...one })));
const textCost = fc.constantFrom(0 as const, 1 as const);

const slots = ({ tiles }: Sample, cost: number): number => tiles || cost;
const idsOf = (packs: readonly { readonly ids: readonly (number | string)[] }[]): unknown[] =>
  packs.flatMap(({ ids }) => ids).sort((a, b) => Number(a) - Number(b));

/** Distributions a packer meets: sizes in [0, 1) of the limits from two uniform draws. */
const distributions: Readonly<Record<string, (a: number, b: number) => readonly [tokens: number, tiles: number]>> = {
  uniform: (a, b) => [a, b],
  'short texts': (a) => [a ** 4 * 0.3, 0],
  'single pictures': (a, b) => [0.1 + 0.2 * a, b < 0.3 ? 1 / 48 : 13 / 48],
  'bound by tiles': (a, b) => [0.05 * a, 0.2 + 0.5 * b],
  'a third and more': (a, b) => [0.34 + 0.1 * a, 0.1 * b],
  'long and short': (a, b) => [a < 0.5 ? 0.9 * b : 0.02 * b, 0.3 * b],
  'tokens against tiles': (a, b) => [a, (1 - a) * b],
};

function drawn(name: string, count: number, seed = 1): Sample[] {
  const shape = distributions[name];
  return Array.from({ length: count }, (_, id) => {
    const [tokens, tiles] = shape?.(uniformFrom(seed, name, id, 'a'), uniformFrom(seed, name, id, 'b')) ?? [0, 0];
    return {
      id,
      tokens: Math.max(1, Math.round(tokens * limits.maxTokens)),
      tiles: Math.round(tiles * limits.maxTiles),
    };
  });
}

describe.each([
  ['offline', (set: readonly Sample[], cost: 0 | 1) => packSequences(set, { ...limits, textTileCost: cost })],
  [
    'online, the paper order',
    (set: readonly Sample[], cost: 0 | 1) => [...packOnline(set, { ...limits, textTileCost: cost })],
  ],
  [
    'online, as the repository',
    (set: readonly Sample[], cost: 0 | 1) => [...packOnline(set, { ...limits, textTileCost: cost, compat: 'repo' })],
  ],
] as const)('packing %s', (_, pack) => {
  it('keeps both limits, and says of each pack what its samples add up to (I1)', () => {
    fc.assert(
      fc.property(sampleSet, textCost, (set, cost) => {
        for (const { ids, tokens, tiles } of pack(set, cost)) {
          const members = ids.map((id) => set[Number(id)] as Sample);
          expect(tokens).toBe(members.reduce((sum, one) => sum + one.tokens, 0));
          expect(tiles).toBe(members.reduce((sum, one) => sum + slots(one, cost), 0));
          expect(tokens).toBeLessThanOrEqual(limits.maxTokens);
          expect(tiles).toBeLessThanOrEqual(limits.maxTiles);
        }
      }),
    );
  });

  it('loses nothing and doubles nothing but what no pack can take (I2, I9)', () => {
    fc.assert(
      fc.property(sampleSet, textCost, (set, cost) => {
        const wanted = set.filter((one) => packable(one, { ...limits, textTileCost: cost })).map(({ id }) => id);
        expect(idsOf(pack(set, cost))).toEqual(wanted);
      }),
    );
  });

  it('comes out the same again (I7)', () => {
    fc.assert(fc.property(sampleSet, textCost, (set, cost) => expect(pack(set, cost)).toEqual(pack(set, cost))));
  });
});

describe('offline packing', () => {
  it.each(Object.keys(distributions))('needs no more packs than the online packer: %s', (name) => {
    for (const seed of [1, 2, 3]) {
      const set = drawn(name, 1500, seed);
      const offline = packSequences(set, limits).length;
      for (const compat of ['paper', 'repo'] as const)
        expect(offline).toBeLessThanOrEqual([...packOnline(set, { ...limits, compat })].length);
      expect(offline).toBeGreaterThanOrEqual(fewestPacks(set, limits));
    }
  });

  it('takes a blank tile for a text unless told otherwise', () => {
    const texts = [1, 2, 3].map((id) => ({ id, tokens: 10, tiles: 0 }));
    expect(packSequences(texts, { maxTokens: 100, maxTiles: 2 })).toHaveLength(2);
    expect(packSequences(texts, { maxTokens: 100, maxTiles: 2, textTileCost: 0 })).toEqual([
      { ids: [1, 2, 3], tokens: 30, tiles: 0 },
    ]);
  });
});

describe('packing a large set', () => {
  it('breathes after each portion of samples, and packs as it does at once', async () => {
    const set = drawn('single pictures', 3 * samplesAtOnce);
    let breaths = 0;
    const held = await breathing(packingOf(set, limits), async () => void (breaths += 1));
    expect(held).toEqual(packSequences(set, limits));
    // Three portions each are fitted and put into packs; the online packer may be counted as well.
    expect(breaths).toBeGreaterThanOrEqual(6);
  });
});

describe('online packing', () => {
  const example: Sample[] = [
    { id: 'A', tokens: 3000, tiles: 11 },
    { id: 'B', tokens: 2000, tiles: 7 },
    { id: 'C', tokens: 6000, tiles: 1 },
    { id: 'D', tokens: 1300, tiles: 5 },
    { id: 'E', tokens: 2500, tiles: 9 },
    { id: 'F', tokens: 5000, tiles: 1 },
    { id: 'G', tokens: 4000, tiles: 13 },
    { id: 'H', tokens: 1800, tiles: 7 },
  ];

  it.each(['paper', 'repo'] as const)('gives the packs worked out by hand, in the order they leave (%s)', (compat) => {
    const packs = [...packOnline(example, { maxTokens: 8192, maxTiles: 24, bufferSize: 3, compat })];
    expect(packs).toEqual([
      { ids: ['A', 'B', 'D'], tokens: 6300, tiles: 23 },
      { ids: ['G', 'H'], tokens: 5800, tiles: 20 },
      { ids: ['E', 'F'], tokens: 7500, tiles: 10 },
      { ids: ['C'], tokens: 6000, tiles: 1 },
    ]);
  });

  it('emits a pack that reaches a limit at once, before what came earlier', () => {
    const packs = [
      ...packOnline(
        [
          { id: 1, tokens: 5, tiles: 1 },
          { id: 2, tokens: 10, tiles: 1 },
        ],
        { maxTokens: 10, maxTiles: 9 },
      ),
    ];
    expect(packs.map(({ ids }) => ids)).toEqual([[2], [1]]);
  });

  it('is counted as it packs', () => {
    fc.assert(
      fc.property(sampleSet, textCost, fc.integer({ min: 1, max: 8 }), (set, textTileCost, bufferSize) => {
        const online = { ...limits, textTileCost, bufferSize, compat: 'repo' } as const;
        expect(unheld(countOnline(unheld(columnsOf(set, online)), online))).toBe([...packOnline(set, online)].length);
      }),
    );
  });

  it('emits a pack of exactly the limit, and never forms one beyond it', () => {
    const at = (last: number) => [4096, last].map((tokens, id) => ({ id, tokens, tiles: 1 }));
    const small = { maxTokens: 8192, maxTiles: 48 };
    expect([...packOnline(at(4096), small)]).toEqual([{ ids: [0, 1], tokens: 8192, tiles: 2 }]);
    expect([...packOnline(at(4097), small)].map(({ tokens }) => tokens).sort()).toEqual([4096, 4097]);
  });

  it('never keeps more buffers than told (I5)', () => {
    const loners = Array.from({ length: 6 }, (_, id) => ({ id, tokens: 9, tiles: 1 }));
    const packs = packOnline(loners, { maxTokens: 10, maxTiles: 9, bufferSize: 2 });
    const early = loners.slice(0, 3);
    expect([...packOnline(early, { maxTokens: 10, maxTiles: 9, bufferSize: 2 })]).toHaveLength(3);
    expect(packs.next().value).toEqual({ ids: [0], tokens: 9, tiles: 1 });
  });
});

describe('boundaries of a pack', () => {
  it('rise from 0 to its length, and positions start anew at each (I4)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }), (tokens) => {
        const bounds = packBoundaries(tokens);
        expect(bounds[0]).toBe(0);
        expect(bounds.at(-1)).toBe(tokens.reduce((a, b) => a + b, 0));
        const positions = positionIds(tokens);
        expect(positions).toHaveLength(bounds.at(-1) ?? 0);
        expect(bounds.slice(0, -1).map((at) => positions[at])).toEqual(tokens.map(() => 0));
      }),
    );
  });

  it('let no member see another (I8)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }), (tokens) => {
        const bounds = packBoundaries(tokens);
        const memberAt = (at: number): number => bounds.findLastIndex((bound) => bound <= at);
        const owners = tokens.flatMap((length, member) => Array.from({ length }, () => member));
        expect(owners.map((_, at) => memberAt(at))).toEqual(owners);
      }),
    );
  });

  it('are refused for a member without tokens', () => {
    expect(() => packBoundaries([3, 0])).toThrow('0 tokens');
  });
});

describe('visual tokens of a pack', () => {
  it('are 256 for each tile of a picture, none for blank ones, and two marks a picture (I3)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 8 }), (tiles) => {
        const marks = tiles.filter((one) => one > 0).length * 2;
        const ids = tiles.filter((one) => one > 0).reduce((sum, one) => sum + imageTokenCount(one, 448), 0);
        expect(ids - marks).toBe(256 * tiles.reduce((sum, one) => sum + one, 0));
      }),
    );
    expect(imageTokenCount(7, 448)).toBe(1792 + 2);
  });
});

describe('loss weights', () => {
  it('are those worked out by hand', () => {
    const members = [
      { trainableTokens: 4, loss: 2 },
      { trainableTokens: 100, loss: 1 },
    ];
    expect(packLoss(members, 'token')).toBeCloseTo(108 / 104, 12);
    expect(packLoss(members, 'sample')).toBeCloseTo(1.5, 12);
    expect(packLoss(members, 'square')).toBeCloseTo(14 / 12, 12);
    expect(lossWeight(0, 'square')).toBe(0);
    expect(packLoss([{ trainableTokens: 0, loss: 3 }], 'sample')).toBe(0);
  });
});

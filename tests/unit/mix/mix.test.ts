import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  datasetOptions,
  isAugmented,
  linesTaken,
  loweredRepeat,
  readingsOf,
  repeatsByShare,
} from '../../../recipes/mix/index.ts';
import { optionsOf, rowOf, staged } from './scenario.ts';

const sample = (dataset: string, id: number, tokens = 10) =>
  rowOf(`${dataset}/${id}`, {
    conversations: [
      { from: 'human', value: `q ${id}` },
      { from: 'gpt', value: 'a' },
    ],
    dataset,
    tokens,
    trainable: 1,
    tiles: [],
  });
const rows = [
  ...Array.from({ length: 40 }, (_, i) => sample('b', i)),
  ...Array.from({ length: 20 }, (_, i) => sample('a', i, 30)),
];

describe('repeat times', () => {
  it.each([
    [0.35, 3],
    [1, 10],
    [2, 20],
    [1.5, 15],
    [2.25, 22],
  ])('%d of ten lines', (repeat, lines) => {
    expect(linesTaken(10, loweredRepeat('x', repeat, '__frac'))).toBe(lines);
  });

  it('above 1 with a fraction are two entries that every loader reads alike', () => {
    expect(loweredRepeat('x', 1.5, '__frac')).toEqual([
      { name: 'x', repeat: 1 },
      { name: 'x__frac', repeat: 0.5 },
    ]);
    expect(loweredRepeat('x', 0.35, '__frac')).toEqual([{ name: 'x', repeat: 0.35 }]);
    expect(loweredRepeat('x', 3, '__frac')).toEqual([{ name: 'x', repeat: 3 }]);
  });

  it('take as many lines as they say, within two', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 4, noNaN: true }),
        fc.integer({ min: 1, max: 5000 }),
        (repeat, lines) => {
          const entries = loweredRepeat('x', Number(repeat.toFixed(4)), '__frac');
          for (const { repeat: one } of entries) expect(one < 1 || Number.isInteger(one)).toBe(true);
          expect(Math.abs(linesTaken(lines, entries) - lines * repeat)).toBeLessThan(2);
        },
      ),
    );
  });

  it('read each line so often that all lines together are as many as they say, the first ones most', () => {
    const repeats = fc.double({ min: 0.001, max: 6, noNaN: true });
    fc.assert(
      fc.property(repeats, fc.integer({ min: 1, max: 300 }), (repeat, lines) => {
        const entries = loweredRepeat('x', repeat, '__frac');
        const readings = Array.from({ length: lines }, (_, line) => readingsOf(line, lines, entries));
        expect(readings.reduce((sum, one) => sum + one, 0)).toBe(linesTaken(lines, entries));
        expect(readings).toEqual([...readings].sort((a, b) => b - a));
        expect((readings[0] ?? 0) - (readings.at(-1) ?? 0)).toBeLessThan(2);
      }),
    );
  });

  it('by share give each dataset its part of the tokens', () => {
    const repeats = repeatsByShare([
      { name: 'a', tokens: 600, share: 1 },
      { name: 'b', tokens: 400, share: 3 },
    ]);
    expect(repeats.get('a')).toBeCloseTo(250 / 600, 4);
    expect(repeats.get('b')).toBeCloseTo(750 / 400, 4);
  });

  it('by share give the parts of the paper’s second stage, which are all there is', async () => {
    const parts = { multi: 0.0937, single: 0.4592, text: 0.0492, video: 0.3979 };
    const names = Object.keys(parts);
    const samples = names.flatMap((name) => Array.from({ length: 500 }, (_, i) => sample(name, i)));
    const datasets = Object.fromEntries(Object.entries(parts).map(([name, share]) => [name, { share }]));
    const { facts } = await staged('mix', samples, optionsOf({ name: 'single', datasets }));
    const shares = names.map((name) => Number(facts[`${name}.share`]));
    for (const [at, share] of Object.values(parts).entries()) expect(shares[at]).toBeCloseTo(share, 2);
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
  });

  it('by share stop at four times', () => {
    expect(
      repeatsByShare([
        { name: 'tiny', tokens: 1, share: 1 },
        { name: 'big', tokens: 999, share: 1 },
      ]).get('tiny'),
    ).toBe(4);
  });
});

describe('a mix', () => {
  it('keeps every row once, dataset by dataset, each shuffled', async () => {
    const { rows: mixed, dropped } = await staged('mix', rows, optionsOf());
    expect(dropped).toEqual([]);
    expect(mixed.map(({ dataset }) => dataset)).toEqual([...Array(20).fill('a'), ...Array(40).fill('b')]);
    expect(mixed.map(({ parents }) => parents[0]).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(mixed.slice(20).map(({ parents }) => parents[0])).not.toEqual(rows.slice(0, 40).map(({ id }) => id));
  });

  it('is the same for the same seed, whatever order the rows came in', async () => {
    const parents = async (list: typeof rows, seed: number) =>
      (await staged('mix', list, optionsOf(), seed)).rows.map(({ parents: of }) => of);
    expect(await parents(rows, 1)).toEqual(await parents(rows, 1));
    expect(await parents(rows.toReversed(), 1)).toEqual(await parents(rows, 1));
    expect(await parents(rows, 2)).not.toEqual(await parents(rows, 1));
  });

  it('gives repeat times as told, and says what comes of them', async () => {
    const options = optionsOf({ datasets: { a: { repeat: 0.5 }, b: { repeat: 2.5 } } });
    const { rows: mixed, facts } = await staged('mix', rows, options);
    expect(new Set(mixed.map(({ dataset, repeat }) => `${String(dataset)} ${String(repeat)}`))).toEqual(
      new Set(['a 0.5', 'b 2.5']),
    );
    expect(facts).toMatchObject({ 'a.rows': 20, 'a.tokens': 600, 'a.drawn': 10, 'b.drawn': 100, 'b.repeat': 2.5 });
  });

  it('gives shares of tokens as told', async () => {
    const { facts } = await staged('mix', rows, optionsOf({ datasets: { a: { share: 1 }, b: { share: 1 } } }));
    expect(facts['a.share']).toBeCloseTo(0.5, 1);
  });
});

describe('the JPEG augmentation', () => {
  const image = { sha256: 'a', width: 640, height: 480 };
  const video = { path: 'a.mp4', count: 90, fps: 30, frames: [0, 45] };
  const augmented = (augment: boolean | undefined, shown: Parameters<typeof isAugmented>[1]): boolean =>
    isAugmented(datasetOptions(optionsOf({ datasets: { a: { augment } } }), 'a'), shown);

  it('is on for samples with pictures, off for texts and where the dataset says so', () => {
    expect([
      augmented(undefined, { image }),
      augmented(true, { images: [image, image] }),
      augmented(undefined, {}),
      augmented(false, { image }),
    ]).toEqual([true, true, false, false]);
  });

  it('is off for frames of a video, unless the dataset asks for it', () => {
    const frames = { images: [image, image], video };
    expect([augmented(undefined, frames), augmented(true, frames)]).toEqual([false, true]);
  });
});

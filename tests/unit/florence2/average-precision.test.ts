import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { averagePrecision } from '../../../recipes/florence2/evaluation/average-precision.ts';
import { recallAtOne } from '../../../recipes/florence2/evaluation/grounding-recall.ts';
import { wordF1 } from '../../../recipes/florence2/evaluation/word-f1.ts';

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const labelled = z.object({ image: z.string(), label: z.string(), box });
const recorded = z
  .object({
    cases: z.array(
      z.object({
        gold: z.array(labelled),
        found: z.array(labelled.extend({ score: z.number() })),
        map: z.number(),
        map50: z.number(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/coco-eval.json', import.meta.url), 'utf8')));

describe('averagePrecision', () => {
  it.each(recorded.cases.map((one, at) => [at, one] as const))('is what COCOeval recorded, case %i', (_, one) => {
    const { map, map50 } = averagePrecision(one.found, one.gold);
    expect(map).toBeCloseTo(one.map, 9);
    expect(map50).toBeCloseTo(one.map50, 9);
  });

  it('is 0 without gold', () => {
    expect(averagePrecision([], [])).toEqual({ map: 0, map50: 0, labels: {} });
  });
});

describe('recallAtOne', () => {
  it('looks at the first box only', () => {
    const gold = [[0, 0, 10, 10] as const];
    const near = [0, 0, 10, 8] as const;
    const far = [50, 50, 60, 60] as const;
    expect(
      recallAtOne([
        { gold, found: [near, far] },
        { gold, found: [far, near] },
        { gold, found: [] },
      ]),
    ).toBeCloseTo(1 / 3);
  });
});

describe('wordF1', () => {
  it('counts each word as often as it stands, case and punctuation aside', () => {
    expect(wordF1(['No PARKING,', 'no'], ['no parking'])).toBeCloseTo((2 * 2) / 5);
    expect(wordF1([], [])).toBe(1);
    expect(wordF1(['x'], [])).toBe(0);
  });
});

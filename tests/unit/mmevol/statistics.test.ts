import { describe, expect, it } from '@jest/globals';
import {
  addReject,
  addRow,
  emptySums,
  finishSums,
  mergeSums,
  type CountedReject,
  type CountedRow,
} from '../../../recipes/mmevol/index.ts';
import { qa } from './scenario.ts';

const step = { manipulation: 'None', description: 'Look.' };
const rows: CountedRow[] = [
  { round: 0, conversations: [qa(), qa()] },
  {
    round: 1,
    operator: 'cognitive',
    conversations: [
      { ...qa({ steps: [step, step], skills: ['grounding ability', 'OCR'], objects: ['Cup'] }), score: 8 },
      { ...qa({ steps: [step], skills: ['haiku skill'], objects: ['cup', 'pot'] }), score: 6 },
    ],
  },
  {
    round: 1,
    operator: 'interactive',
    conversations: [{ ...qa({ format: 'multi_choice', skills: ['Grounding Ability'] }), score: 4 }],
  },
];
const rejects: CountedReject[] = [
  { round: 1, unit: 'qa/2', kind: 'dropped', reason: 'not_improved', detail: { operator: 'cognitive', score: 3 } },
  { round: 1, unit: 'qa/3', kind: 'dropped', reason: 'operator_rule:more_steps', detail: { operator: 'cognitive' } },
  { round: 1, kind: 'failed', reason: 'parse_error' },
  { round: 1, kind: 'dropped', reason: 'all_eliminated', detail: { operator: 'perceptual' } },
];

function sumsOf(some: readonly CountedRow[], others: readonly CountedReject[]) {
  const sums = emptySums();
  for (const row of some) addRow(sums, row);
  for (const reject of others) addReject(sums, reject);
  return sums;
}

describe('round statistics', () => {
  const statistics = finishSums(sumsOf(rows, rejects));
  const of = (round: number, operator: string) =>
    statistics.find((entry) => entry.round === round && entry.operator === operator);

  it('lists each round as a whole, then by operator', () => {
    expect(statistics.map(({ round, operator }) => `${round} ${operator}`)).toEqual([
      '0 all',
      '0 seed',
      '1 all',
      '1 cognitive',
      '1 interactive',
      '1 perceptual',
      '1 unknown',
    ]);
  });

  it('counts items that did not improve as score 0', () => {
    expect(of(1, 'cognitive')).toMatchObject({
      keepRatio: 2 / 4,
      judgeKeepRatio: 2 / 3,
      meanScore: 14 / 3,
      meanSteps: 1.5,
      meanSkills: 1.5,
    });
    expect(of(1, 'all')).toMatchObject({ keepRatio: 3 / 5, judgeKeepRatio: 3 / 4, meanScore: 18 / 4 });
  });

  it('counts skills by their normal names and lists unknown ones', () => {
    expect(of(1, 'all')).toMatchObject({
      distinctSkills: 3,
      unknownSkills: [{ name: 'haiku', count: 1 }],
      distinctObjects: 2,
    });
  });

  it('counts images and reasons', () => {
    expect(of(1, 'all')).toMatchObject({
      images: { kept: 2, dropped: 1, failed: 1 },
      items: { kept: 3, dropped: 2 },
      itemReasons: { not_improved: 1, 'operator_rule:more_steps': 1 },
      imageReasons: { parse_error: 1, all_eliminated: 1 },
    });
    expect(of(0, 'all')).toMatchObject({ keepRatio: 1, judgeKeepRatio: null, meanScore: null, meanSteps: 0 });
  });

  it('gives the same from shards as from the whole, even after storage', () => {
    const merged = emptySums();
    for (const row of rows)
      mergeSums(merged, JSON.parse(JSON.stringify(sumsOf([row], []))) as ReturnType<typeof emptySums>);
    mergeSums(merged, sumsOf([], rejects));
    expect(finishSums(merged)).toEqual(statistics);
  });
});

import type { Recipe } from '../recipe.ts';
import { evolve } from './evolve.ts';
import { expectRound, notExpected } from './expect.ts';
import { mmevolOptions, type MmevolOptions } from './options.ts';
import { plan } from './plan.ts';
import { mergeSeeds } from './seed/merge-seeds.ts';
import { readSeed } from './seed/read-seed.ts';

export { drawOperator } from './draw-operator.ts';
export { toLlava } from './export/llava.ts';
export { toOfficial } from './export/official.ts';
export { toShareGpt } from './export/sharegpt.ts';
export { imageRecord, type EvolvedItem, type ImageRecord } from './image-record.ts';
export { judgeSettings, mmevolOptions, type MmevolOptions } from './options.ts';
export { parseEvolvedItems } from './parse/evolved-items.ts';
export { parseVerdicts } from './parse/verdicts.ts';
export type { QaItem } from './qa-item.ts';
export { checkOperatorRules } from './rules/check.ts';
export * from './statistics/index.ts';
export type { Operator } from './vocabulary.ts';

/** MMEvol (arXiv 2409.05840): image instructions evolved round after round. */
export const recipe: Recipe<MmevolOptions> = {
  name: 'mmevol',
  plan,
  options: mmevolOptions,
  models: ['generator', 'judge|generator'],
  stages: { evolve },
  readSeed,
  mergeSeeds,
  expect: expectRound,
  notExpected,
  usesDetector: ({ detect }) => detect,
};

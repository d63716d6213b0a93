import type { Recipe } from '../recipe.ts';
import { annotate } from './annotate/annotate.ts';
import { audit } from './audit/audit.ts';
import { judge } from './audit/judge.ts';
import { sample } from './audit/sample.ts';
import { evaluate } from './evaluation/evaluate.ts';
import { expect, expectOfRound } from './expect.ts';
import { filter } from './filter/filter.ts';
import { merge } from './merge/merge.ts';
import { options, type Florence2Options } from './options.ts';
import { plan } from './plan.ts';
import { readSeed } from './seed/read-seed.ts';
import { settle } from './settle/settle.ts';
import { select } from './training/select.ts';
import { training } from './training/training.ts';

/** Florence-2's annotation engine (arXiv 2311.06242): pictures annotated by specialists, filtered, merged and refined in rounds. */
export const recipe: Recipe<Florence2Options> = {
  name: 'florence2',
  plan,
  options,
  models: [],
  rolesOf: ({ florence, chat, regionText, audit: audited }) =>
    [florence?.model, chat?.model, regionText?.embedder, audited?.judge?.model].filter((role) => role !== undefined),
  stages: { annotate, audit, filter, judge },
  whole: { evaluate, merge, sample, select, settle },
  reviews: ['audit'],
  training,
  parts: ['gold', 'human'],
  readSeed,
  expect,
  expectOfRound,
  usesDetector: ({ specialists }) => specialists.length > 0,
};

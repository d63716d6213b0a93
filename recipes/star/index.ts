import type { Recipe } from '../recipe.ts';
import { expectIteration } from './expect.ts';
import { starOptions, type StarOptions } from './options.ts';
import { plan } from './plan.ts';
import { baseline, evaluate } from './programs/evaluate.ts';
import { generate } from './programs/generate.ts';
import { rationalize } from './programs/rationalize.ts';
import { readProblem } from './seed/read-problem.ts';
import { assess } from './stages/assess.ts';
import { negatives } from './stages/negatives.ts';
import { release } from './stages/release.ts';
import { select } from './stages/select.ts';
import { training } from './training.ts';

export { goldAnswer, isCorrect } from './compare-answers.ts';
export { starDatasets, type StarDataset, type StarProblem } from './dataset.ts';
export { extractAnswer } from './extract-answer.ts';
export { starOptions, type StarOptions } from './options.ts';
export { addHint, askQuestion } from './question.ts';
export { trainingSteps } from './training-steps.ts';

/** STaR (arXiv 2203.14465): a model learns from those of its own rationales that end in the right answer. */
export const recipe: Recipe<StarOptions> = {
  name: 'star',
  plan,
  options: starOptions,
  models: ['generator'],
  rolesOf: ({ judge }) => (judge === 'open' ? ['judge|generator'] : []),
  stages: { baseline, evaluate, generate, rationalize },
  whole: { assess, negatives, release, select },
  training,
  strictSeeds: true,
  parts: ['dev'],
  readSeed: readProblem,
  expect: expectIteration,
  usesDetector: () => false,
};

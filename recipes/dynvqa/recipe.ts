import type { ItemProgram } from '../item-program.ts';
import type { Recipe, SeedRecord } from '../recipe.ts';
import type { WholeStage } from '../whole-stage.ts';
import { answer } from './answer/answer.ts';
import { judge } from './answer/judge.ts';
import { score } from './answer/score.ts';
import { trajectories } from './answer/trajectories.ts';
import { ablation } from './construct/ablation.ts';
import { aliases } from './construct/aliases.ts';
import { compose } from './construct/compose.ts';
import { difficulty } from './construct/difficulty.ts';
import { evidence } from './construct/evidence.ts';
import { flag } from './construct/flag.ts';
import { label } from './construct/label.ts';
import { picture } from './construct/picture.ts';
import { question } from './construct/question.ts';
import { releaseBuilt } from './construct/release-built.ts';
import { rewrite } from './construct/rewrite.ts';
import { sufficiency } from './construct/sufficiency.ts';
import { translate } from './construct/translate.ts';
import { visual } from './construct/visual.ts';
import { expect, expectSearches, notExpected } from './expect.ts';
import { fingerprint } from './export/benchmark-question.ts';
import { parsePythonJson } from './gold/read-published.ts';
import { dynvqaOptions, type DynvqaOptions } from './options.ts';
import { plan, reviewedStage } from './plan.ts';
import { refresh } from './refresh/refresh.ts';
import { releaseRefreshed } from './refresh/release-refreshed.ts';
import { readBenchmark } from './seed/read-benchmark.ts';
import { readFact } from './seed/read-fact.ts';
import { readQuestion } from './seed/read-question.ts';

const stages: Readonly<Record<string, ItemProgram>> = {
  answer,
  evidence,
  fingerprint,
  question,
  ablation,
  label,
  picture,
  rewrite,
  difficulty,
  sufficiency,
  visual,
  translate,
  aliases,
  flag,
  judge,
  refresh,
};

const release: WholeStage = (inputs, services, context) =>
  (context.options as DynvqaOptions).task === 'build'
    ? releaseBuilt(inputs, services, context)
    : releaseRefreshed(inputs, services, context);

function readSeed(raw: unknown, options: DynvqaOptions, part?: string): SeedRecord {
  if (part === 'benchmark') return readBenchmark(raw);
  switch (options.task) {
    case 'build':
      return readFact(raw);
    case 'answer':
      return readQuestion(raw, options);
    case 'refresh':
      return readQuestion(raw, {});
  }
}

export const recipe: Recipe<DynvqaOptions> = {
  name: 'dynvqa',
  plan,
  options: dynvqaOptions,
  models: ['generator'],
  rolesOf: (options) => (options.task === 'answer' && options.trajectories && options.embedQueries ? ['embedder'] : []),
  stages,
  whole: { compose, release, score, trajectories },
  reviews: [reviewedStage],
  parts: ['benchmark'],
  parse: parsePythonJson,
  readSeed,
  expect,
  expectSearches,
  notExpected,
  usesDetector: (options) => options.task === 'build' && !options.skip.includes('A6'),
};

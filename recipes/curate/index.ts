import type { ExpectedCall } from '../expected-calls.ts';
import type { RowFields } from '../outcome.ts';
import type { Recipe } from '../recipe.ts';
import { readSample } from '../internvl/samples/read-sample.ts';
import { imagesOf, sample, textOf } from '../internvl/samples/sample.ts';
import { withVideo } from '../internvl/samples/with-video.ts';
import { decontaminate } from './decontaminate.ts';
import { deduplicate } from './deduplicate.ts';
import { flag } from './flag.ts';
import { inspect } from './inspect.ts';
import { judge } from './judge.ts';
import { qualityMessages, repetitionMessages } from './judge-prompts.ts';
import { asksJudge, curateOptions, type CurateOptions } from './options.ts';
import { benchmarkPart, plan } from './plan.ts';
import { release } from './release.ts';

/** Side of the trainer's tiles, in pixels. */
const tileSide = 448;

/** Characters per token of English text, the usual rule of thumb. */
const charactersPerToken = 4;

/** Calls where no rule and no duplicate takes the sample out before; of the benchmark nothing is asked. */
function expect(seed: RowFields, { quality, repetition }: CurateOptions): readonly ExpectedCall[] {
  if (seed['part'] !== undefined) return [];
  const one = sample.parse(seed);
  const text = textOf(one).length;
  const pictured = imagesOf(one).length > 0;
  const promptOf = (task: readonly { readonly content: unknown }[]) =>
    Math.ceil((String(task[0]?.content).length + text) / charactersPerToken);
  const call = { model: 'judge', calls: 1, images: 0 };
  return [
    ...(!pictured && quality.minimum > 0
      ? [{ ...call, promptTokens: promptOf(qualityMessages([])), completionTokens: 60 }]
      : []),
    ...(!(pictured && one.domain === 'academic') && repetition.minimum > 0
      ? [{ ...call, promptTokens: promptOf(repetitionMessages([])), completionTokens: 20 }]
      : []),
  ];
}

/** Cleans a dataset: rules, deduplication, decontamination, a judge, and people (InternVL 2.5, spec §a). */
export const recipe: Recipe<CurateOptions> = {
  name: 'curate',
  plan,
  options: curateOptions,
  models: [],
  rolesOf: (options) => (asksJudge(options) ? ['judge'] : []),
  stages: { inspect, judge, flag },
  whole: { deduplicate, decontaminate, release },
  reviews: ['flag'],
  parts: [benchmarkPart],
  readSeed: (record, { domain, frames }) =>
    withVideo(readSample(record, domain), record, { fewest: frames, most: frames, sampling: 'middle' }, tileSide),
  expect,
  usesDetector: () => false,
};

export { curatedRow } from './curated-row.ts';
export { toLlavaSample, toShareGptSample, turnCount } from './export.ts';
export { asksJudge, curateOptions, type CurateOptions } from './options.ts';

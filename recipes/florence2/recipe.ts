import type { ExpectedCall, Recipe } from '../recipe.ts';
import type { RowFields } from '../outcome.ts';
import { annotate } from './annotate/annotate.ts';
import { audit } from './audit/audit.ts';
import { judge } from './audit/judge.ts';
import { sample } from './audit/sample.ts';
import { evaluate } from './evaluation/evaluate.ts';
import { filter } from './filter/filter.ts';
import { merge } from './merge/merge.ts';
import { options, type Florence2Options } from './options.ts';
import { plan } from './plan.ts';
import { readSeed } from './seed/read-seed.ts';
import { settle } from './settle/settle.ts';
import { select } from './training/select.ts';
import { training } from './training/training.ts';

/** Tokens of a picture's tasks, and of an answer with boxes: guesses for `plan`. */
const TASK_TOKENS = 600;
const CHAT_TOKENS = 1200;
const ANSWER_TOKENS = 300;
const CAPTION_TOKENS = 20;

function expect(_: RowFields, { florence, chat, regionText }: Florence2Options): readonly ExpectedCall[] {
  const calls: ExpectedCall[] = [];
  if (florence) {
    const { tasks, segments, model } = florence;
    const texts = tasks.filter((task) => task === 'brief' || task === 'detailed' || task === 'more_detailed').length;
    const others = tasks.filter((task) => task === 'objects' || task === 'dense' || task === 'text').length;
    const count = texts + others + (tasks.includes('ground') ? texts : 0) + (tasks.includes('segment') ? segments : 0);
    calls.push({ model, calls: count, promptTokens: TASK_TOKENS, completionTokens: ANSWER_TOKENS / 3, images: 1 });
  }
  if (chat)
    calls.push({
      model: chat.model,
      calls: chat.samples,
      promptTokens: CHAT_TOKENS,
      completionTokens: ANSWER_TOKENS,
      images: 1,
    });
  const captioner = florence?.model ?? chat?.model;
  if (regionText && captioner !== undefined) {
    const { embedder, most } = regionText;
    const each = { calls: most, promptTokens: CAPTION_TOKENS, completionTokens: 0 };
    calls.push(
      { ...each, model: captioner, completionTokens: CAPTION_TOKENS, images: 1 },
      { ...each, model: embedder, calls: most, images: 0 },
      { ...each, model: embedder, promptTokens: 0, images: 1 },
    );
  }
  return calls;
}

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
  usesDetector: ({ specialists }) => specialists.length > 0,
};

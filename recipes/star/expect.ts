import type { RowFields } from '../outcome.ts';
import type { ExpectedCall } from '../recipe.ts';
import type { StarOptions } from './options.ts';
import { problemOf } from './problem-row.ts';
import { hasFewShot } from './programs/few-shot.ts';
import { isJudged } from './programs/judge-answer.ts';
import { promptFor } from './prompt.ts';

/** Characters a token of English text, the usual rule of thumb. */
const charactersPerToken = 4;
/** Tokens of a rationale: the official code grants 96, worked GSM8K solutions take more. */
const rationaleTokens = 128;
/** Share of problems that are attempted again with a hint: half, for want of knowledge. */
const failedShare = 0.5;

/** Of a judge's request: its instruction, and a question with two short answers, or what is said to be seen. */
const judgePromptTokens = 80;

/** Calls and tokens of a problem in one iteration, right rationales' checks among them; the dev problems come on top. */
export function expectIteration(seed: RowFields, options: StarOptions): ExpectedCall[] {
  const row = { id: '', origin: '', parents: [], round: 0, calls: [], ...seed };
  const messages = promptFor(problemOf(row, options), { fewShot: hasFewShot(options, 1) });
  const characters = messages.reduce((sum, { content }) => sum + (typeof content === 'string' ? content.length : 0), 0);
  const { samplesPerProblem, rationalize, blindCheck, perception } = options;
  const withImage = seed['image'] !== undefined;
  const judged = isJudged(problemOf(row, options), options);
  const right = (1 - failedShare) * (samplesPerProblem + (rationalize ? failedShare : 0));
  const promptTokens = Math.ceil(characters / charactersPerToken);
  const attempts = {
    model: 'generator',
    calls: samplesPerProblem + (rationalize ? failedShare : 0),
    promptTokens,
    completionTokens: rationaleTokens,
    images: withImage ? 1 : 0,
  };
  const blind = { ...attempts, calls: right, images: 0 };
  const verdicts = {
    model: 'judge',
    calls: failedShare * (samplesPerProblem + (rationalize ? 1 : 0)),
    promptTokens: judgePromptTokens,
    completionTokens: 1,
    images: 0,
  };
  const looks = { ...verdicts, calls: right, images: 1 };
  return [
    attempts,
    ...(withImage && blindCheck !== 'off' ? [blind] : []),
    ...(judged ? [verdicts] : []),
    ...(withImage && (perception === 'tag' || perception === 'drop') ? [looks] : []),
  ];
}

import type { RowFields } from '../outcome.ts';
import type { ExpectedCall } from '../expected-calls.ts';
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

/** Calls and tokens of a problem in one iteration, right rationales' checks among them; of a dev problem those of its measuring. */
export function expectIteration(seed: RowFields, options: StarOptions, round: number): ExpectedCall[] {
  const row = { id: '', origin: '', parents: [], round: 0, calls: [], ...seed };
  const problem = problemOf(row, options);
  const messages = promptFor(problem, { fewShot: hasFewShot(options, 1) });
  const characters = messages.reduce((sum, { content }) => sum + (typeof content === 'string' ? content.length : 0), 0);
  const withImage = seed['image'] !== undefined;
  const attempt = {
    model: 'generator',
    promptTokens: Math.ceil(characters / charactersPerToken),
    completionTokens: rationaleTokens,
    images: withImage ? 1 : 0,
  };
  const judged = isJudged(problem, options);
  if (seed['part'] === 'dev') {
    const times = measuresOf(options, round);
    return [
      { ...attempt, calls: times },
      ...(judged ? [{ ...verdict, calls: failedShare * times, atMost: times }] : []),
    ].filter(({ calls }) => calls > 0);
  }
  const { samplesPerProblem: samples, rationalize, blindCheck, perception } = options;
  const right = (1 - failedShare) * (samples + (rationalize ? failedShare : 0));
  const hinted = rationalize ? 1 : 0;
  const checked = withImage && blindCheck !== 'off';
  // A hint is given only where every sample was wrong, so no more than all samples, or the hinted one, are right.
  const mostRight = Math.max(samples, hinted);
  const mostJudged = checked ? Math.max(2 * samples, samples + 2 * hinted) : samples + hinted;
  return [
    { ...attempt, calls: samples + hinted * failedShare, atMost: samples + hinted },
    ...(checked ? [{ ...attempt, calls: right, atMost: mostRight, images: 0 }] : []),
    ...(judged ? [{ ...verdict, calls: failedShare * (samples + hinted), atMost: mostJudged }] : []),
    ...(withImage && (perception === 'tag' || perception === 'drop')
      ? [{ ...verdict, calls: right, atMost: mostRight, images: 1 }]
      : []),
  ];
}

/** A short answer compared with the gold one; with an image, what is said to be seen in it. */
const verdict = { model: 'judge', promptTokens: judgePromptTokens, completionTokens: 1, images: 0 };

/** How often a dev problem is answered: by the model of each iteration, and by the base before the first. */
function measuresOf({ trainer, serve }: StarOptions, round: number): number {
  if (trainer === 'none' || serve === 'none') return 0;
  return round === 1 ? 2 : 1;
}

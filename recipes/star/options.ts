import { z } from 'zod';
import { notations, starDatasets } from './dataset.ts';
import { planOptions } from './plan.ts';
import { trainingSchedule } from './training-schedule.ts';

/** The spec's `options` of recipe star. The defaults are the paper's; others cover RFT, ReST-EM and V-STaR's data (docs/star.md). */
export const starOptions = z.strictObject({
  ...planOptions.shape,
  /** Form of the seed file and of prompts and answers. */
  dataset: z.enum(starDatasets),
  /** Arithmetic: how sums are written for the model. @default spaced, as in the paper */
  notation: z.enum(notations).default('spaced'),
  /** Read answers as the official code does, quirks included. @default false */
  strict: z.boolean().default(false),
  /** Attempts at each problem in an iteration. @default 1 */
  samplesPerProblem: z.int().min(1).max(1024).default(1),
  /** Of attempts; answers on dev are always greedy. @default 0 */
  temperature: z.number().min(0).max(2).default(0),
  /** Right rationales of one problem that are trained on, at most. @default all */
  maxKeptPerProblem: z.int().min(1).optional(),
  /** Which right rationales of one problem count as the same: no two, equal texts, or equal lists of equations (RFT). @default none */
  dedupKey: z.enum(['none', 'exact', 'equation-list']).default('none'),
  /** Of right rationales that are the same: the first, or the one that differs most from the others in edits (RFT). @default first */
  keepOfSame: z.enum(['first', 'most-different']).default('first'),
  /** Leave out right rationales with an equation that does not hold; of sums, with a line that is not right (RFT). @default false */
  equationCheck: z.boolean().default(false),
  /** Share of the training set that may be rationalized. @default 1 */
  maxRationalizedShare: z.number().min(0).max(1).default(1),
  /** What an iteration's training starts from. @default base, as in the paper */
  startFrom: z.enum(['base', 'previous']).default('base'),
  /** How long each iteration trains. @default 40 steps, 1.2 times as many each iteration */
  schedule: trainingSchedule.prefault({ kind: 'grow' }),
  /** Worked examples in the prompts of attempts: in every iteration, in the first only (`--no_prompt`), or never. @default always */
  fewShot: z.enum(['always', 'first', 'never']).default('always'),
  /** Store the worked examples in the training prompts too. @default false */
  fewShotTrain: z.boolean().default(false),
  /** Ask a model whether an open answer that differs from gold means the same; such answers are marked `judged`. @default off */
  judge: z.enum(['off', 'open']).default('off'),
  /** With images: ask right answers again without the picture, and tag or drop those that stay right. @default off */
  blindCheck: z.enum(['off', 'tag', 'drop']).default('off'),
});
export type StarOptions = z.infer<typeof starOptions>;

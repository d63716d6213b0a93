import { z } from 'zod';
import { answerKind } from './answers/kind.ts';
import { reasoningStyle } from './answers/well-formed.ts';
import { scoring } from './scoring/is-correct.ts';

/** Options of the recipe, InternVL 2.5's test-time scaling (spec §e). */
export const options = z.strictObject({
  /**
   * `direct`: one short answer; `cot`: one reasoned answer; `cot-mv`: the majority of several reasoned answers; `bon`: the one the
   * scorer likes best. @default 'cot-mv'
   */
  policy: z.enum(['direct', 'cot', 'cot-mv', 'bon']).default('cot-mv'),
  /** Reasoned answers a question, of `cot-mv` and `bon`. The paper's reasoning data has 32. @default 8 */
  samples: z.int().min(2).max(256).default(8),
  /** Also asks each question directly, so that the report can hold both ways against each other. @default false */
  compare: z.boolean().default(false),
  /** Kind of a question's answer where its record does not say; one with choices is a `choice`. @default 'open' */
  kind: answerKind.default('open'),
  /** How a reasoned answer has to end. @default 'answer' */
  style: reasoningStyle.default('answer'),
  /** Share of the readable answers that makes an answer a pseudo-label. @default 0.6 */
  gate: z.number().min(0).max(1).default(0.6),
  /** What becomes of an answer that is no pseudo-label: `drop` keeps the dataset to those that are. @default 'keep' */
  belowGate: z.enum(['keep', 'drop']).default('keep'),
  /** How answers are held against gold ones. @default 'match' */
  scoring: scoring.default('match'),
  /** `official` reads answers as the benchmarks' scripts do, quirks included; for leaderboards only. @default 'none' */
  compat: z.enum(['none', 'official']).default('none'),
  /** Preference pairs of a question with gold answers at most; 3 where there are more than 500,000 questions. @default 15 */
  pairs: z.int().min(0).max(1000).default(15),
  /** Of one reasoned answer it is 0. @default 0.7, as the paper's reasoning data */
  temperature: z.number().min(0).max(2).default(0.7),
  /** Tokens of a direct answer; the official harness has 10, which cuts models short that say more than a word. @default 64 */
  directTokens: z.int().min(1).default(64),
});
export type VoteOptions = z.infer<typeof options>;

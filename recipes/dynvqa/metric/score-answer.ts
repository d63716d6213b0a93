import { z } from 'zod';
import type { Language } from '../../language.ts';
import { f1Recall } from './f1-recall.ts';
import { fairScore } from './fair-score.ts';

/** Both scorers on one prediction, each 0..1. */
export const answerScore = z.object({
  /** Token recall as published; `f1Recall`. */
  official: z.number(),
  /** Null where the prediction has more than 64 tokens; counted as 0 in means. */
  fair: z.object({ recall: z.number(), precision: z.number(), f1: z.number(), exact: z.boolean() }).nullable(),
});
export type AnswerScore = Readonly<z.infer<typeof answerScore>>;

export const scoreAnswer = (prediction: string, answers: readonly string[], language: Language): AnswerScore => ({
  official: f1Recall(prediction, answers, language).score,
  fair: fairScore(prediction, answers, language),
});

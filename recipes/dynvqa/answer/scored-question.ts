import { z } from 'zod';
import { answerScore } from '../metric/score-answer.ts';
import { answeredQuestion } from './answered-question.ts';

/**
 * Why a question is reported but not scored: its gold is lost (`pending`, `retired`), the golden query is missing, or the sources
 * searched are older than the gold of a question whose answer moves fast.
 */
export const unscoredReason = z.enum(['pending', 'retired', 'no_golden_query', 'stale_corpus']);
export type UnscoredReason = z.infer<typeof unscoredReason>;

/** A row of the stage `score`: one for every question of the gold. */
export const scoredQuestion = answeredQuestion
  .pick({
    question_id: true,
    language: true,
    question: true,
    answers: true,
    labels: true,
    gold_version: true,
    as_of: true,
    corpus_date: true,
    prediction: true,
    answered_by: true,
    judged: true,
  })
  .extend({
    /** `failed`: no answer could be made; it scores 0, as an empty one. */
    outcome: z.enum(['answered', 'failed', 'unscored']),
    why: unscoredReason.nullable(),
    score: answerScore.nullable(),
    /** The extractor's own answer, where it read for the model. */
    extracted: z.object({ prediction: z.string(), score: answerScore }).nullable(),
    /** Searches made. */
    searches: z.int(),
  });
export type ScoredQuestion = Readonly<z.infer<typeof scoredQuestion>>;

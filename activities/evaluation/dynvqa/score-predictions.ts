import type { AskedQuestion } from '../../../recipes/dynvqa/answer/asked-question.ts';
import type { ScoredQuestion } from '../../../recipes/dynvqa/answer/scored-question.ts';
import { tallyEvaluation, type Evaluation } from '../../../recipes/dynvqa/metric/evaluation.ts';
import { scoreAnswer, type AnswerScore } from '../../../recipes/dynvqa/metric/score-answer.ts';
import type { UnscoredReason } from '../../../recipes/dynvqa/answer/scored-question.ts';

export interface ScoredPrediction {
  readonly question_id: string;
  readonly gold_version: string;
  readonly prediction: string;
  readonly outcome: ScoredQuestion['outcome'];
  readonly why: UnscoredReason | null;
  readonly score: AnswerScore | null;
}

export interface ScoredPredictions {
  readonly evaluation: Evaluation;
  readonly items: readonly ScoredPrediction[];
  /** Questions of the gold without a prediction; those that are active score 0. */
  readonly missing: readonly string[];
  /** Predictions for questions that this gold does not have. */
  readonly unmatched: readonly string[];
}

/** Seed of the bootstrap for files; the same files give the same intervals. */
const bootstrapSeed = 0;

/** Scores predictions against a gold by both scorers; a question without gold is reported, not scored. */
export function scorePredictions(
  gold: readonly AskedQuestion[],
  predictions: ReadonlyMap<string, string>,
): ScoredPredictions {
  const tally = tallyEvaluation(bootstrapSeed);
  const items = gold.map(({ question_id, language, labels, answers, state, gold_version }): ScoredPrediction => {
    const prediction = predictions.get(question_id) ?? '';
    const isMissing = !predictions.has(question_id);
    const why = state === 'active' ? null : state;
    const score = why === null ? scoreAnswer(prediction, answers, language) : null;
    const outcome = why !== null ? 'unscored' : isMissing ? 'failed' : 'answered';
    tally.add({
      language,
      labels,
      gold_version,
      corpus_date: null,
      outcome,
      why,
      score,
      extracted: null,
      judged: null,
      searches: 0,
    });
    return { question_id, gold_version, prediction, outcome, why, score };
  });
  const known = new Set(gold.map(({ question_id }) => question_id));
  return {
    evaluation: tally.finish(),
    items,
    missing: [...known].filter((id) => !predictions.has(id)),
    unmatched: [...predictions.keys()].filter((id) => !known.has(id)),
  };
}

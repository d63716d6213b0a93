import type { StageFacts } from '../../stage-facts.ts';
import { scoreTable } from '../metric/score-table.ts';
import type { ScoredQuestion } from './scored-question.ts';

/** What is kept of a question for the means. */
export interface Counted {
  readonly official: number;
  readonly fairF1: number;
  readonly exact: boolean;
  readonly question: Pick<ScoredQuestion, 'language' | 'labels'>;
}

/** Facts of the stage `score`: the means over all questions, and what they were taken on. */
export function factsOf(
  counted: readonly Counted[],
  versions: ReadonlySet<string>,
  total: number,
  seed: number,
): StageFacts {
  const official = scoreTable(
    counted.map(({ official: score, question }) => ({ ...question, score })),
    seed,
  ).all;
  const fair = scoreTable(
    counted.map(({ fairF1: score, question }) => ({ ...question, score })),
    seed,
  ).all;
  return {
    gold_version: [...versions].toSorted().join(' '),
    questions: total,
    scored: counted.length,
    ...(official.score === null || fair.score === null || official.interval === null
      ? {}
      : {
          official: official.score,
          officialLow: official.interval.low,
          officialHigh: official.interval.high,
          fairF1: fair.score,
          exact: Math.round((counted.filter(({ exact }) => exact).length / counted.length) * 10_000) / 100,
        }),
  };
}

import type { ScoredQuestion } from '../answer/scored-question.ts';
import type { SomeLabels } from '../gold/labels.ts';
import type { Language } from '../../language.ts';
import { scoreTable, type Column, type ColumnScore } from './score-table.ts';
import type { AnswerScore } from './score-answer.ts';

export type TableRow = Readonly<Record<Column, ColumnScore>>;

/** Means of an evaluation by the ten columns of the published table, x 100. */
export interface Evaluation {
  readonly questions: number;
  readonly scored: number;
  /** Questions whose answering failed; they score 0. */
  readonly failed: number;
  /** Questions reported but not scored, by reason. */
  readonly unscored: Readonly<Record<string, number>>;
  readonly goldVersions: readonly string[];
  /** First and last day of the sources that were searched; null without a search. */
  readonly corpusDates: readonly [string, string] | null;
  readonly searches: number;
  readonly official: TableRow;
  readonly fairF1: TableRow;
  readonly exact: TableRow;
  /** The extractor's own answers, official, over the questions where it read for the model; null where it did not. */
  readonly extractor: TableRow | null;
  /** Answers a model judged right, over those it gave a verdict on; null where none was asked. */
  readonly judge: TableRow | null;
}

interface Counted {
  readonly language: Language;
  readonly labels: SomeLabels;
  readonly score: AnswerScore;
  readonly extracted: AnswerScore | null;
  readonly judged: boolean | null;
}

export type Scored = Pick<
  ScoredQuestion,
  | 'language'
  | 'labels'
  | 'gold_version'
  | 'corpus_date'
  | 'outcome'
  | 'why'
  | 'score'
  | 'extracted'
  | 'judged'
  | 'searches'
>;

export interface EvaluationTally {
  add(question: Scored): void;
  finish(): Evaluation;
}

/**
 * Adds scored questions up; keeps a few numbers of each.
 *
 * @param seed of the bootstrap
 */
export function tallyEvaluation(seed: number): EvaluationTally {
  const counted: Counted[] = [];
  const unscored: Record<string, number> = {};
  const versions = new Set<string>();
  let [questions, failed, searches] = [0, 0, 0];
  let dates: readonly [string, string] | null = null;
  return {
    add({ language, labels, gold_version, corpus_date, outcome, why, score, extracted, judged, searches: made }) {
      questions += 1;
      searches += made;
      versions.add(gold_version);
      if (outcome === 'failed') failed += 1;
      if (why !== null) unscored[why] = (unscored[why] ?? 0) + 1;
      if (corpus_date !== null) {
        const [first, last] = dates ?? [corpus_date, corpus_date];
        dates = [corpus_date < first ? corpus_date : first, corpus_date > last ? corpus_date : last];
      }
      if (score) counted.push({ language, labels, score, extracted: extracted?.score ?? null, judged });
    },
    finish() {
      const table = (of: readonly Counted[], value: (one: Counted) => number): TableRow =>
        scoreTable(
          of.map((one) => ({ language: one.language, labels: one.labels, score: value(one) })),
          seed,
        );
      const extracted = counted.filter((one) => one.extracted !== null);
      const judged = counted.filter((one) => one.judged !== null);
      return {
        questions,
        scored: counted.length,
        failed,
        unscored,
        goldVersions: [...versions].toSorted(),
        corpusDates: dates,
        searches,
        official: table(counted, ({ score }) => score.official),
        fairF1: table(counted, ({ score }) => score.fair?.f1 ?? 0),
        exact: table(counted, ({ score }) => (score.fair?.exact === true ? 1 : 0)),
        extractor: extracted.length === 0 ? null : table(extracted, (one) => one.extracted?.official ?? 0),
        judge: judged.length === 0 ? null : table(judged, (one) => (one.judged === true ? 1 : 0)),
      };
    },
  };
}

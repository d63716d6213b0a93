import type { SomeLabels } from '../gold/labels.ts';
import type { Language } from '../../language.ts';
import { bootstrapInterval, type Interval } from './bootstrap.ts';

/** Columns of the published table, in its order. */
export const columns = [
  'fast',
  'slow',
  'never',
  'hops<=2',
  'hops>2',
  'visual-no',
  'visual-yes',
  'zh',
  'en',
  'all',
] as const;
export type Column = (typeof columns)[number];

export interface ScoredQuestion {
  readonly language: Language;
  /** Absent on the published questions: their labels were never released. */
  readonly labels?: SomeLabels | undefined;
  /** 0..1. */
  readonly score: number;
}

export interface ColumnScore {
  readonly questions: number;
  /** Mean of the scores x 100, two decimals; null without questions. */
  readonly score: number | null;
  /** Bootstrap interval of 95 %, in the same unit. */
  readonly interval: Interval | null;
}

function belongs({ language, labels }: ScoredQuestion): Readonly<Record<Column, boolean>> {
  const { updateFrequency, hops, visualNeeded } = labels ?? {};
  return {
    fast: updateFrequency === 'fast',
    slow: updateFrequency === 'slow',
    never: updateFrequency === 'never',
    'hops<=2': hops !== undefined && hops <= 2,
    'hops>2': hops !== undefined && hops > 2,
    'visual-no': visualNeeded === false,
    'visual-yes': visualNeeded === true,
    zh: language === 'zh',
    en: language === 'en',
    all: true,
  };
}

const percent = (value: number): number => Math.round(value * 10_000) / 100;

/**
 * The ten columns of the published table: by update frequency, hops, need of visual knowledge, language, and all. A question
 * without a label stands in no column of that label.
 *
 * @param seed of the bootstrap
 */
export function scoreTable(questions: readonly ScoredQuestion[], seed: number): Readonly<Record<Column, ColumnScore>> {
  const members = questions.map((question) => ({ score: question.score, of: belongs(question) }));
  return Object.fromEntries(
    columns.map((column) => {
      const scores = members.filter(({ of }) => of[column]).map(({ score }) => score);
      const interval = bootstrapInterval(scores, { seed });
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      return [
        column,
        {
          questions: scores.length,
          score: scores.length === 0 ? null : percent(mean),
          interval: interval && { low: percent(interval.low), high: percent(interval.high) },
        },
      ];
    }),
  ) as Record<Column, ColumnScore>;
}

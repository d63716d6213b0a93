import { columns } from '../../../recipes/dynvqa/metric/score-table.ts';
import type { Evaluation, TableRow } from '../../../recipes/dynvqa/metric/evaluation.ts';
import type { VersionDiff } from '../../../recipes/dynvqa/gold/version-diff.ts';
import type { Usage } from '../../artifacts/shard-commit.ts';
import { table } from '../../status/text/table.ts';
import { costParts, type QuestionCost } from './question-cost.ts';

const shown = (value: number | null): string => (value === null ? '–' : value.toFixed(2));

/** The ten columns by each scorer, with what was and was not scored. */
export function renderEvaluation(evaluation: Evaluation, width: number): readonly string[] {
  const { official, fairF1, exact, extractor, judge, questions, scored, failed, unscored, goldVersions, corpusDates } =
    evaluation;
  const scores = (name: string, row: TableRow): string[] => [
    name,
    ...columns.map((column) => shown(row[column].score)),
  ];
  const { interval } = official.all;
  const left = Object.entries(unscored).map(([why, n]) => `${n} ${why}`);
  return [
    ...table(
      [{ title: '' }, ...columns.map((title) => ({ title, align: 'right' }) as const)],
      [
        ['questions', ...columns.map((column) => String(official[column].questions))],
        scores('official', official),
        scores('fair F1', fairF1),
        scores('exact', exact),
        ...(extractor ? [scores('extractor', extractor)] : []),
        ...(judge ? [scores('judge', judge)] : []),
      ],
      width,
    ),
    `${scored} of ${questions} questions scored, ${failed} of them without an answer (0)${left.length > 0 ? `; not scored: ${left.join(', ')}` : ''}.`,
    `Gold ${goldVersions.join(', ')}${corpusDates ? `; sources as of ${[...new Set(corpusDates)].join(' to ')}` : ''}.`,
    ...(interval
      ? [`Official, all: 95 % of resampled means lie in ${shown(interval.low)} to ${shown(interval.high)}.`]
      : []),
  ];
}

/** What a question took on average: in all, and of each who was asked. */
export function renderCost(cost: QuestionCost): readonly string[] {
  const one = ({ requests, promptTokens, completionTokens, cost: paid }: Usage): string =>
    `${requests.toFixed(1)} requests, ${Math.round(promptTokens)} tokens in, ${Math.round(completionTokens)} out${paid > 0 ? `, cost ${paid.toPrecision(3)}` : ''}`;
  const asked = costParts.filter((part) => part !== 'search' && cost.parts[part].requests > 0);
  const searches = cost.parts.search;
  return [
    `A question: ${one(cost)}.`,
    ...asked.map((part) => `  ${part}: ${one(cost.parts[part])}`),
    ...(searches.requests > 0
      ? [
          `  search: ${searches.requests.toFixed(1)} searches${searches.cost > 0 ? `, cost ${searches.cost.toPrecision(3)}` : ''}`,
        ]
      : []),
  ];
}

/** What changed between two versions of a gold. */
export function renderDiff(diff: VersionDiff): readonly string[] {
  const lines: readonly (readonly [string, number])[] = [
    ['questions in both', diff.common],
    ['alias set changed', diff.changed.length],
    ['  no alias in common', diff.disjoint.length],
    ['gold lost', diff.pending.length],
    ['gold found again', diff.refilled.length],
    ['removed', diff.removed.length],
    ['added', diff.added.length],
    ['question or image changed', diff.rewritten.length],
  ];
  return lines.map(([name, n]) => `${name.padEnd(28)}${String(n).padStart(6)}`);
}

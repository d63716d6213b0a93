import type { VNode } from 'preact';
import { columns } from '../../../recipes/dynvqa/metric/score-table.ts';
import type { Evaluation, TableRow } from '../../../recipes/dynvqa/metric/evaluation.ts';
import { count, mean, plural } from '../frame/numbers.ts';

function Scores({ name, note, row }: { readonly name: string; readonly note: string; readonly row: TableRow }): VNode {
  return (
    <tr>
      <th scope="row">
        {name} <small>{note}</small>
      </th>
      {columns.map((column) => {
        const { score, interval } = row[column];
        return (
          <td class="n" title={interval ? `95 %: ${mean(interval.low)} to ${mean(interval.high)}` : ''}>
            {mean(score)}
          </td>
        );
      })}
    </tr>
  );
}

const unscoredWords: Readonly<Record<string, string>> = {
  pending: 'pending',
  retired: 'retired',
  no_golden_query: 'without a golden query',
  stale_corpus: 'whose sources are older than their gold',
};

function leadOf({ questions, scored, failed, unscored, goldVersions, corpusDates }: Evaluation): string {
  const left = Object.entries(unscored).map(([why, n]) => `${count(n)} ${unscoredWords[why] ?? why}`);
  return [
    `${count(scored)} of ${plural(questions, 'question')} scored${failed > 0 ? `, ${count(failed)} of them failed and count 0` : ''}.`,
    left.length > 0 ? `Not scored: ${left.join(', ')}.` : '',
    `Gold ${goldVersions.join(', ')}.`,
    corpusDates ? `Sources as of ${[...new Set(corpusDates)].join(' to ')}.` : 'No source was searched.',
  ].join(' ');
}

/** The ten columns of the published table, by each scorer; the model and the extractor apart. */
export function ScoreTable({ evaluation, by }: { readonly evaluation: Evaluation; readonly by: string }): VNode {
  const { official, fairF1, exact, extractor, judge } = evaluation;
  return (
    <section>
      <h2>Scores</h2>
      <p class="lead">{leadOf(evaluation)}</p>
      <div class="scroll">
        <table class="ten">
          <thead>
            <tr>
              <th scope="col">x 100</th>
              {columns.map((column) => (
                <th scope="col" class="n">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Questions scored</th>
              {columns.map((column) => (
                <td class="n">{count(official[column].questions)}</td>
              ))}
            </tr>
            <Scores name="Official recall" note={by} row={official} />
            <Scores name="Fair F1" note={by} row={fairF1} />
            <Scores name="Exact" note={by} row={exact} />
            {extractor ? <Scores name="Official recall" note="extractor" row={extractor} /> : null}
            {judge ? <Scores name="Judged right" note="by a model" row={judge} /> : null}
          </tbody>
        </table>
      </div>
      <p class="more">
        {official.all.interval
          ? `Official recall over all: ${mean(official.all.score)}, 95 % of resampled means lie in ${mean(official.all.interval.low)} to ${mean(official.all.interval.high)}. `
          : ''}
        Official recall is the published metric; it does not punish long answers, fair F1 does.
      </p>
    </section>
  );
}

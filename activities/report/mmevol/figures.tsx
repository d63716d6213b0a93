import type { VNode } from 'preact';
import type { RoundStatistics } from '../../../recipes/mmevol/index.ts';
import { operators } from '../../../recipes/mmevol/vocabulary.ts';
import { Legend, ShareBar, StackedBar } from '../frame/bars.tsx';
import { count, percent } from '../frame/numbers.ts';
import { Means } from './means.tsx';

const total = (tally: Readonly<Record<string, number>>) => Object.values(tally).reduce((sum, n) => sum + n, 0);

const legend = operators.map((operator) => ({ tone: operator, label: operator }));

function Shares({
  rounds,
  at,
}: {
  readonly rounds: readonly number[];
  readonly at: (round: number, operator: string) => RoundStatistics | undefined;
}): VNode {
  return (
    <div>
      <h3>Which operator was drawn</h3>
      {rounds.map((round) => {
        const images = operators.map((operator) => total(at(round, operator)?.images ?? {}));
        const sum = images.reduce((all, n) => all + n, 0);
        const told = operators.map(
          (operator, i) =>
            `${operator} ${count(images[i] ?? 0)} (${percent(sum === 0 ? null : (images[i] ?? 0) / sum)})`,
        );
        return (
          <div class="share-row">
            <span>Round {round}</span>
            <StackedBar
              segments={operators.map((operator, i) => ({
                value: images[i] ?? 0,
                tone: operator,
                label: told[i] ?? operator,
              }))}
            />
            <span class="share-text">{told.join(' · ')}</span>
          </div>
        );
      })}
      <Legend entries={legend} />
    </div>
  );
}

function KeepRatios({
  rounds,
  at,
}: {
  readonly rounds: readonly number[];
  readonly at: (round: number, operator: string) => RoundStatistics | undefined;
}): VNode {
  return (
    <div>
      <h3>How many of the questions made were kept</h3>
      <div class="scroll">
        <table class="ratio">
          <thead>
            <tr>
              <th scope="col">Operator</th>
              {rounds.map((round) => (
                <th scope="col">Round {round}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...operators, 'all'].map((operator) => (
              <tr>
                <th scope="row">{operator}</th>
                {rounds.map((round) => {
                  const { keepRatio = null, items = {} } = at(round, operator) ?? {};
                  return (
                    <td class="cell">
                      <span>
                        {percent(keepRatio)}{' '}
                        <small>
                          {keepRatio === null ? '' : `${count(items['kept'] ?? 0)} of ${count(total(items))}`}
                        </small>
                      </span>
                      <ShareBar
                        share={keepRatio ?? 0}
                        tone={operator === 'all' ? 'kept' : operator}
                        label={`${operator}, round ${round}: ${percent(keepRatio)}`}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Operators, keep ratios and the properties of the questions, round by round. */
export function Figures({
  statistics,
  rounds,
  judgedBy,
}: {
  readonly statistics: readonly RoundStatistics[];
  readonly rounds: readonly number[];
  readonly judgedBy: 'model' | 'rule';
}): VNode {
  const at = (round: number, operator: string) =>
    statistics.find((one) => one.round === round && one.operator === operator);
  return (
    <section>
      <h2>How the questions evolved</h2>
      <p class="lead">
        Each round draws one operator an image, rewrites its questions, and keeps what holds the operator’s rules and
        {judgedBy === 'rule'
          ? ' brings something new by a rule in code: no model has judged these questions, so that none has a score.'
          : ' what the judge calls improved.'}
      </p>
      <Means rounds={rounds} at={at} />
      <div class="pair">
        <Shares rounds={rounds} at={at} />
        <KeepRatios rounds={rounds} at={at} />
      </div>
    </section>
  );
}

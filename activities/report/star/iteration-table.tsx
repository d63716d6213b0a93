import type { VNode } from 'preact';
import { count, percent } from '../frame/numbers.ts';
import type { StarFigures } from './iterations.ts';

const number = (value: number | null): string => (value === null ? '–' : count(value));

/** What every iteration attempted, kept, trained and reached. */
export function IterationTable({ figures }: { readonly figures: StarFigures }): VNode {
  const { iterations, base, bestIteration } = figures;
  const working = iterations.some(({ wrongWorking }) => wrongWorking !== null);
  const titles = [
    'Attempted',
    'Right',
    'Rationalized',
    'Kept share',
    ...(working ? ['Wrong working'] : []),
    'Steps',
    'Dev accuracy',
  ];
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Iteration</th>
            {titles.map((title) => (
              <th scope="col" class="n">
                {title}
              </th>
            ))}
            <th scope="col">Model</th>
          </tr>
        </thead>
        <tbody>
          {base.accuracy === null ? null : (
            <tr>
              <th scope="row">Base</th>
              {titles.slice(0, -1).map(() => (
                <td class="n">–</td>
              ))}
              <td class="n">{percent(base.accuracy)}</td>
              <td />
            </tr>
          )}
          {iterations.map((one) => (
            <tr>
              <th scope="row">
                {one.iteration}
                {one.iteration === bestIteration ? <small> best</small> : null}
              </th>
              <td class="n">{number(one.attempted)}</td>
              <td class="n">{number(one.correct)}</td>
              <td class="n">{number(one.rationalized)}</td>
              <td class="n">
                {one.keptShare === null
                  ? '–'
                  : `${percent(one.keptShare)} (${percent(one.generatedShare)} + ${percent(one.rationalizedShare)})`}
              </td>
              {working ? <td class="n">{percent(one.wrongWorking)}</td> : null}
              <td class="n">{number(one.steps)}</td>
              <td class="n">{percent(one.accuracy)}</td>
              <td>
                <code>{one.model ?? ''}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

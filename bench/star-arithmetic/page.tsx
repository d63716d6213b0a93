import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { style } from '../../activities/report/frame/style.ts';
import { figureOf } from './figure.tsx';
import type { ArmSummary } from './outcome.ts';
import { columnsOf } from './table.ts';

/** The experiment on one page: the plot of both arms, and every number in it, what was kept and how much of it was wrongly worked. */
export function pageOf(arms: readonly ArmSummary[], seeds: number): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>STaR on sums</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <header>
            <h1>STaR on sums, with and without rationalization</h1>
            <p class="lead">
              {seeds === 1
                ? 'Percent of dev sums answered right; one seed, which shows no spread.'
                : `Percent of dev sums answered right, mean over ${seeds} seeds ± standard error.`}
            </p>
          </header>
          <div dangerouslySetInnerHTML={{ __html: figureOf(arms) }} />
          {arms.map((arm) => (
            <ArmTable arm={arm} />
          ))}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}

function ArmTable({ arm }: { readonly arm: ArmSummary }): VNode {
  const { head, lines } = columnsOf([arm]);
  return (
    <section>
      <h2>{arm.rationalize ? 'With rationalization' : 'Without rationalization'}</h2>
      <p class="lead">
        Kept: share of the pool that was trained on. Wrong working: share of these whose sum is right though a line
        above it is not.
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {head.slice(1).map((name) => (
                <th class="n">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((cells) => (
              <tr>
                {cells.slice(1).map((cell) => (
                  <td class="n">{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

import { renderToString } from 'preact-render-to-string';
import { LineChart } from '../../activities/report/frame/line-chart.tsx';
import { percent } from '../../activities/report/frame/numbers.ts';
import { style } from '../../activities/report/frame/style.ts';
import type { ArmSummary } from './outcome.ts';

/** Both arms side by side: accuracy on dev by number of digits over the iterations. */
export function pageOf(arms: readonly ArmSummary[]): string {
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
          </header>
          <div class="pair">
            {arms.map(({ rationalize, iterations }) => (
              <div>
                <h3>{rationalize ? 'With rationalization' : 'Without rationalization'}</h3>
                <LineChart
                  xLabel="iteration"
                  yText={percent}
                  yMax={1}
                  series={Object.keys(iterations[0]?.byDigits ?? {}).map((digits) => ({
                    label: `${digits} digits`,
                    points: iterations.flatMap(({ iteration, byDigits }) =>
                      byDigits[digits] ? [{ x: iteration, y: byDigits[digits].mean }] : [],
                    ),
                  }))}
                />
              </div>
            ))}
          </div>
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}

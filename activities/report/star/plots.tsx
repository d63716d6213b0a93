import type { VNode } from 'preact';
import { LineChart, type Series } from '../frame/line-chart.tsx';
import { percent } from '../frame/numbers.ts';
import type { StarFigures } from './iterations.ts';

/** Accuracy on dev by class over the iterations; iteration 0 is the base model. */
function accuracySeries({ iterations, base }: StarFigures): readonly Series[] {
  const measured = iterations.filter(({ accuracy }) => accuracy !== null);
  const classes = [...new Set([base, ...measured].flatMap((one) => Object.keys(one.byClass)))];
  const line = (
    label: string,
    at: (one: { accuracy: number | null; byClass: Readonly<Record<string, number>> }) => number | null | undefined,
  ): Series => ({
    label,
    points: [{ iteration: 0, ...base }, ...measured].flatMap((one) => {
      const y = at(one);
      return y == null ? [] : [{ x: one.iteration, y }];
    }),
  });
  const all = line('all', ({ accuracy }) => accuracy);
  return classes.length < 2 ? [all] : [all, ...classes.map((name) => line(name, ({ byClass }) => byClass[name]))];
}

export function AccuracyPlot({ figures }: { readonly figures: StarFigures }): VNode | null {
  const series = accuracySeries(figures).filter(({ points }) => points.length > 0);
  if (series.length === 0) return null;
  return (
    <div>
      <h3>Accuracy on dev, by class</h3>
      <LineChart series={series} xLabel="iteration" yText={percent} yMax={1} />
    </div>
  );
}

export function LossPlot({ figures }: { readonly figures: StarFigures }): VNode | null {
  const series = figures.iterations
    .filter(({ losses }) => losses.length > 1)
    .map(({ iteration, losses }) => ({
      label: `iteration ${iteration}`,
      points: losses.map(({ step, loss }) => ({ x: step, y: loss })),
    }));
  if (series.length === 0) return null;
  const most = Math.max(...series.flatMap(({ points }) => points.map(({ x }) => x)));
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * most));
  return (
    <div>
      <h3>Training loss</h3>
      <LineChart series={series} xLabel="step" yText={(loss) => loss.toFixed(2)} xTicks={ticks} />
    </div>
  );
}

import type { VNode } from 'preact';

export interface Series {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LineChartProps {
  readonly series: readonly Series[];
  readonly xLabel: string;
  /** What a value of the y axis is called there. */
  readonly yText: (value: number) => string;
  /** Upper end of the y axis; the lower one is 0. @default the largest value */
  readonly yMax?: number;
  /** Marks of the x axis. @default the x of all points */
  readonly xTicks?: readonly number[];
}

/** Colours of lines in turn (style.ts: .s0 to .s6). */
const tones = 7;
const [width, height] = [640, 260];
const [left, right, top, bottom] = [46, 12, 10, 34];
const yMarks = 4;

/** Lines over a common axis, with a legend; each point tells its value on hovering. */
export function LineChart({ series, xLabel, yText, yMax, xTicks }: LineChartProps): VNode {
  const all = series.flatMap(({ points }) => points);
  const ticks = xTicks ?? [...new Set(all.map(({ x }) => x))].sort((a, b) => a - b);
  const [first, last] = [Math.min(...ticks, ...all.map(({ x }) => x)), Math.max(...ticks, ...all.map(({ x }) => x))];
  const most = yMax ?? Math.max(...all.map(({ y }) => y), Number.MIN_VALUE);
  const x = (value: number): number => left + ((value - first) / Math.max(1e-9, last - first)) * (width - left - right);
  const y = (value: number): number => height - bottom - (value / most) * (height - top - bottom);
  const levels = Array.from({ length: yMarks + 1 }, (_, at) => (most * at) / yMarks);
  return (
    <div>
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={series.map(({ label }) => label).join(', ')}
      >
        {levels.map((level) => (
          <g>
            <line class="grid" x1={left} x2={width - right} y1={y(level)} y2={y(level)} />
            <text x={left - 6} y={y(level) + 4} text-anchor="end">
              {yText(level)}
            </text>
          </g>
        ))}
        {ticks.map((tick) => (
          <text x={x(tick)} y={height - bottom + 15} text-anchor="middle">
            {tick}
          </text>
        ))}
        <text x={(left + width - right) / 2} y={height - 4} text-anchor="middle">
          {xLabel}
        </text>
        {series.map(({ label, points }, at) => (
          <g class={`s${at % tones}`}>
            <polyline points={points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(' ')} />
            {points.map((point) => (
              <circle cx={x(point.x).toFixed(1)} cy={y(point.y).toFixed(1)} r="3">
                <title>{`${label}, ${xLabel} ${point.x}: ${yText(point.y)}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
      <ul class="legend">
        {series.map(({ label }, at) => (
          <li>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect class={`s${at % tones}`} width="10" height="10" rx="2" />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}

import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { ArmSummary, Cell } from './outcome.ts';

/** One colour a length, from one digit on; the last for all that are longer. */
const tones = ['#6b7280', '#2a7f9e', '#2f8f63', '#b7791f', '#c4453c', '#7a5bb5', '#111827'];
const panel = { width: 340, height: 270, left: 44, right: 10, top: 34, bottom: 40 };
const legendHeight = 26;
const shares = [0, 0.25, 0.5, 0.75, 1];
const whisker = 3;

interface PanelProps {
  readonly arm: ArmSummary;
  readonly digits: readonly string[];
  readonly at: number;
}

const titleOf = (rationalize: boolean): string => (rationalize ? 'With rationalization' : 'Without rationalization');
const toneOf = (at: number): string => tones[Math.min(at, tones.length - 1)] ?? '';

/** Dev accuracy of one arm: a line a length over the iterations, with its standard error where there is one. */
function Panel({ arm: { rationalize, iterations }, digits, at }: PanelProps): VNode {
  const { width, height, left, right, top, bottom } = panel;
  const last = Math.max(1, iterations.length - 1);
  const x = (iteration: number): number => left + (iteration / last) * (width - left - right);
  const y = (share: number): number => height - bottom - Math.min(1, Math.max(0, share)) * (height - top - bottom);
  return (
    <g transform={`translate(${at * width} 0)`}>
      <text x={left} y={18} font-weight="600" fill="#111827">
        {titleOf(rationalize)}
      </text>
      {shares.map((share) => (
        <g>
          <line x1={left} x2={width - right} y1={y(share)} y2={y(share)} stroke="#e5e7eb" />
          <text x={left - 6} y={y(share) + 4} text-anchor="end">{`${share * 100} %`}</text>
        </g>
      ))}
      {iterations.map(({ iteration }) => (
        <text x={x(iteration)} y={height - bottom + 16} text-anchor="middle">
          {iteration === 0 ? 'base' : iteration}
        </text>
      ))}
      <text x={(left + width - right) / 2} y={height - 6} text-anchor="middle">
        iteration
      </text>
      {digits.map((name, tone) => {
        const points = iterations.flatMap(({ iteration, byDigits }) =>
          byDigits[name] ? [{ iteration, ...byDigits[name] }] : [],
        );
        return (
          <g stroke={toneOf(tone)} fill={toneOf(tone)}>
            <polyline
              points={points.map(({ iteration, mean }) => `${round(x(iteration))},${round(y(mean))}`).join(' ')}
              fill="none"
              stroke-width="2"
            />
            {points.map((point) => (
              <Point x={round(x(point.iteration))} y={y} cell={point} />
            ))}
          </g>
        );
      })}
    </g>
  );
}

function Point({ x, y, cell: { mean, error } }: { x: number; y: (share: number) => number; cell: Cell }): VNode {
  const [low, high] = [round(y(mean - (error ?? 0))), round(y(mean + (error ?? 0)))];
  return (
    <g>
      <circle cx={x} cy={round(y(mean))} r="2.5" stroke="none" />
      {error !== null && low !== high ? (
        <path d={`M${x} ${low}V${high}M${x - whisker} ${low}h${2 * whisker}M${x - whisker} ${high}h${2 * whisker}`} />
      ) : null}
    </g>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Both arms side by side as a picture of its own: accuracy on dev by number of digits, mean over the seeds ± standard error. */
export function figureOf(arms: readonly ArmSummary[]): string {
  const digits = Object.keys(arms[0]?.iterations[0]?.byDigits ?? {});
  const [width, height] = [panel.width * arms.length, panel.height + legendHeight];
  const step = (width - panel.left) / Math.max(1, digits.length);
  return renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      font-family="system-ui, sans-serif"
      font-size="11"
      fill="#4b5563"
      role="img"
      aria-label="Accuracy on dev sums by number of digits and iteration, with and without rationalization"
    >
      <rect width={width} height={height} fill="#ffffff" />
      {arms.map((arm, at) => (
        <Panel arm={arm} digits={digits} at={at} />
      ))}
      {digits.map((name, at) => (
        <g transform={`translate(${round(panel.left + at * step)} ${panel.height + 6})`}>
          <rect width="10" height="10" rx="2" fill={toneOf(at)} />
          <text x="15" y="9">{`${name} ${name === '1' ? 'digit' : 'digits'}`}</text>
        </g>
      ))}
    </svg>,
  );
}

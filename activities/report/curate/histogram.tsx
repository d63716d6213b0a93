import type { VNode } from 'preact';
import { ruleNames } from '../../../recipes/internvl/rules/rule-names.ts';
import { count, short } from '../frame/numbers.ts';
import { ruleWords } from './reasons.ts';
import { bins, type NearSample, type ThresholdView } from './threshold-view.ts';

const height = 40;
const barWidth = 100 / (bins + 1);

/** Three significant digits: 0.4, 12.5, 2,048. */
const figure = (value: number): string =>
  value >= 100 ? count(Math.round(value)) : String(Number(value.toPrecision(3)));

const others: Readonly<Record<string, string>> = {
  quality: 'The judge’s score of quality',
  repetition: 'The judge’s score of repetition; low is repetitive',
  near_duplicate: 'Similarity to another sample, of those dropped',
};
const wordsFor = (name: string): string => {
  const rule = ruleNames.find((one) => name.split('/')[0] === one);
  return rule === undefined ? (others[name] ?? name) : ruleWords[rule];
};

const sides = { above: 'above', below: 'below', from: 'at or above' } as const;

/** Bars by the root of their counts, so that the few beyond a threshold are seen beside the many before it. */
function Bars({ view }: { readonly view: ThresholdView }): VNode {
  const { threshold, end } = view;
  const counts = view.counts();
  const most = Math.sqrt(Math.max(1, ...counts));
  const at = (bin: number): string => figure((bin / bins) * end);
  const line = Math.min(1, threshold / end) * bins * barWidth;
  return (
    <svg
      class="histogram"
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`values of ${view.name} around ${figure(threshold)}`}
    >
      {counts.map((n, bin) => {
        const tall = (Math.sqrt(n) / most) * height;
        const tone = view.flags(((bin + (threshold === 0 ? 0 : 0.5)) / bins) * end) ? 'dropped' : 'kept';
        return (
          <rect class={tone} x={bin * barWidth + 0.3} y={height - tall} width={barWidth - 0.6} height={tall}>
            <title>{`${bin === bins ? `${at(bin)} and above` : `${at(bin)} to ${at(bin + 1)}`}: ${count(n)}`}</title>
          </rect>
        );
      })}
      <rect class="failed" x={Math.max(0, line - 0.2)} y="0" width="0.4" height={height} />
    </svg>
  );
}

function Side({ title, samples }: { readonly title: string; readonly samples: readonly NearSample[] }): VNode | null {
  if (samples.length === 0) return null;
  return (
    <>
      <p class="label">{title}</p>
      <ol>
        {samples.map(({ id, value, text }) => (
          <li>
            <b>{figure(value)}</b> {text} <code>{id.slice(0, 8)}</code>
          </li>
        ))}
      </ol>
    </>
  );
}

/** One threshold: how the values lie around it, and the samples nearest to it. */
export function Threshold({ view }: { readonly view: ThresholdView }): VNode {
  const told = `${short(view.beyond())} of ${short(view.measured())} ${sides[view.side]} ${figure(view.threshold)}`;
  return (
    <article>
      <h3>
        {wordsFor(view.name)} <code>{view.name}</code>
      </h3>
      <Bars view={view} />
      <p class="more">{told}</p>
      <details>
        <summary>Samples around the threshold</summary>
        <Side title="Nearest that are flagged" samples={view.flagged()} />
        <Side title="Nearest that pass" samples={view.passing()} />
      </details>
    </article>
  );
}

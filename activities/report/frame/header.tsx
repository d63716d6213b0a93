import type { VNode } from 'preact';
import { money } from '../../status/text/figures.ts';
import type { HeadlineFigure } from '../section.ts';
import type { ReportSummary } from '../summary.ts';
import { count, moment, short } from './numbers.ts';

function modelLine(models: ReportSummary['models']): string {
  const roles = new Map<string, string[]>();
  for (const [role, model] of Object.entries(models)) roles.set(model, [...(roles.get(model) ?? []), role]);
  return [...roles].map(([model, by]) => `${model} (${by.join(', ')})`).join(' · ');
}

export function Header({ title, summary }: { readonly title: string; readonly summary: ReportSummary }): VNode {
  const { campaign, recipe, seed, revision, state, models, launchedAt } = summary;
  const facts: readonly (readonly [string, string])[] = [
    ['Campaign', campaign],
    ['Recipe', recipe],
    ...(Object.keys(models).length === 0 ? [] : [['Models', modelLine(models)] as const]),
    ['Seed', String(seed)],
    ['Revision', String(revision)],
    ...(launchedAt === undefined ? [] : [['Launched', moment(launchedAt)] as const]),
  ];
  return (
    <header>
      <p class="kicker">
        mmsynth report <span class={`state ${state}`}>{state === 'sealed' ? 'complete' : 'unfinished'}</span>
      </p>
      <h1>{title}</h1>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

export function Headline({
  summary,
  own,
  searches,
}: {
  readonly summary: ReportSummary;
  readonly own: readonly HeadlineFigure[];
  /** How many of the requests were searches. */
  readonly searches: number;
}): VNode {
  const { imported, usage } = summary;
  const lost = imported.items.dropped + imported.items.failed;
  const read = {
    label: 'records read',
    value: count(imported.items.total),
    note: lost === 0 ? 'all usable' : `${count(lost)} not usable`,
  };
  const asked = {
    label: 'model calls',
    value: short(usage.requests - searches),
    note: `${short(usage.promptTokens)} tokens in, ${short(usage.completionTokens)} out${usage.cost > 0 ? `, cost ${money(usage.cost)}` : ''}`,
  };
  const searched = searches > 0 ? [{ label: 'searches', value: short(searches), note: undefined }] : [];
  return (
    <section class="tiles" aria-label="Figures">
      {[read, ...own, asked, ...searched].map(({ label, value, note }) => (
        <div class="tile">
          <strong>{value}</strong>
          <span>{label}</span>
          {note === undefined ? null : <small>{note}</small>}
        </div>
      ))}
    </section>
  );
}

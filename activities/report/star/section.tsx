import type { VNode } from 'preact';
import type { z } from 'zod';
import type { Row } from '../../../recipes/item-program.ts';
import { count, percent } from '../frame/numbers.ts';
import type { HeadlineFigure, RecipeReport } from '../section.ts';
import { spreadSample } from '../spread-sample.ts';
import { IterationTable } from './iteration-table.tsx';
import { starFigures, type StarFigures } from './iterations.ts';
import { AccuracyPlot, LossPlot } from './plots.tsx';
import { recordCard } from './record-card.tsx';

const reasons: Readonly<Record<string, string>> = {
  wrong: 'The answer is not the gold one',
  no_answer: 'The output holds no answer',
  no_gold: 'The record has no usable gold answer',
  duplicate: 'The same rationale of this problem is there already',
  over_cap: 'The problem has as many rationales as one may have',
  over_rationalized_share: 'The training set has as many rationalized records as it may have',
  visual_independent: 'The answer is right without the picture too',
};

const stops: Readonly<Record<string, string>> = {
  plateau: 'dev accuracy no longer rises',
  iterations: 'all iterations are through',
};

/** Accuracy over the iterations, what was kept of the attempts, and records with and without a hint. */
export const starReport: RecipeReport = {
  parts: 'samples',
  explain: (reason) => reasons[reason],
  example: ({ detail }) => {
    const said = detail?.['output'] ?? detail?.['message'];
    return typeof said === 'string' ? said.slice(0, 240) : undefined;
  },
  open(campaign, cards) {
    const figures = starFigures(campaign);
    const sample = spreadSample<Row>(cards);
    const dataset = new Set(campaign.dataset.map(({ place: { round, stage } }) => `${round} ${stage}`));
    let records = 0;
    return {
      add({ stages }) {
        for (const { round, stage, rows } of stages) {
          if (!dataset.has(`${round} ${stage}`)) continue;
          records += rows.length;
          for (const row of rows) sample.offer(`${String(row['source'])} ${String(row['class'])}`, row.id, row);
        }
      },
      figures: () => figures as unknown as z.core.util.JSONType,
      headline: () => headline(figures, records),
      warning: () => (records === 0 ? 'No rationale was right. The reasons stand below.' : undefined),
      renderFigures: () => <Figures figures={figures} />,
      async renderSamples(thumbnail) {
        const chosen = sample.chosen();
        const drawn: VNode[] = [];
        for (const row of chosen) drawn.push(await recordCard(row, thumbnail));
        return (
          <section>
            <h2>Training records</h2>
            <p class="lead">{`${count(chosen.length)} of the ${count(records)} records of the best iteration.`}</p>
            <div class="cards">{drawn}</div>
          </section>
        );
      },
    };
  },
};

function headline({ base, bestIteration, bestAccuracy }: StarFigures, records: number): readonly HeadlineFigure[] {
  const training = { label: 'training records', value: count(records), note: 'of the best iteration' };
  if (bestAccuracy === null) return [training];
  const note = base.accuracy === null ? {} : { note: `base ${percent(base.accuracy)}` };
  return [{ label: `dev accuracy, iteration ${bestIteration ?? 0}`, value: percent(bestAccuracy), ...note }, training];
}

function Figures({ figures }: { readonly figures: StarFigures }): VNode {
  const { stop, bestIteration } = figures;
  const ended = stop === null ? '' : ` It ended because ${stops[stop] ?? stop}.`;
  return (
    <section>
      <h2>What the model learned from its own rationales</h2>
      <p class="lead">
        Each iteration attempts every problem with the model of the one before, attempts failed ones again with the
        answer as a hint, and trains on what came out right.
        {bestIteration === null ? '' : ` Iteration ${bestIteration} is the best one.`}
        {ended}
      </p>
      <div class="figures">
        <IterationTable figures={figures} />
      </div>
      <div class="pair">
        <AccuracyPlot figures={figures} />
        <LossPlot figures={figures} />
      </div>
    </section>
  );
}

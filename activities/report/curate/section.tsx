import type { VNode } from 'preact';
import { asksJudge, type CurateOptions } from '../../../recipes/curate/index.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { count, percent } from '../frame/numbers.ts';
import type { RecipeReport, Thumbnail } from '../section.ts';
import { spreadSample } from '../spread-sample.ts';
import { sampleCard } from './card.tsx';
import { Funnel } from './funnel.tsx';
import { Threshold } from './histogram.tsx';
import { Leaks } from './leaks.tsx';
import { explainReason } from './reasons.ts';
import { curationTally } from './tally.ts';

/** Stages in their order, as the funnel names them. */
const stageWords: Readonly<Record<string, string>> = {
  import: 'Imported',
  inspect: 'Sound',
  deduplicate: 'Unique',
  decontaminate: 'Not leaked',
  judge: 'Good',
  flag: 'Not flagged',
  release: 'Released',
};

/** A dataset that was cleaned: what each stage left, how values lie around each threshold, and what was released. */
export const curateReport: RecipeReport = {
  parts: 'parts',
  explain: explainReason,
  example: ({ detail }) => {
    const text = detail?.['answer'] ?? detail?.['text'] ?? detail?.['message'];
    return typeof text === 'string' ? text : undefined;
  },
  open({ identity }, cards) {
    const options = identity.options as CurateOptions;
    const tally = curationTally(options);
    const steps = Object.entries(stageWords).filter(([stage]) => stage !== 'judge' || asksJudge(options));
    const sample = spreadSample<Row>(cards);
    const leftAfter = (stage: string): number => tally.left.get(stage) ?? 0;
    const used = () => [...tally.views.values()].filter((view) => view.measured() > 0);
    return {
      add(shard) {
        tally.add(shard);
        for (const { stage, rows } of shard.stages)
          if (stage === 'release') for (const row of rows) sample.offer(String(row['domain']), row.id, row);
      },
      figures: () => ({
        left: Object.fromEntries(tally.left),
        thresholds: Object.fromEntries(
          used().map((view) => [
            view.name,
            { threshold: view.threshold, measured: view.measured(), beyond: view.beyond(), counts: [...view.counts()] },
          ]),
        ),
        leaks: Object.fromEntries(tally.leaks),
      }),
      headline: () => [
        {
          label: 'samples released',
          value: count(leftAfter('release')),
          note: `${percent(leftAfter('import') === 0 ? null : leftAfter('release') / leftAfter('import'))} of what was imported`,
        },
      ],
      warning: () => (leftAfter('release') === 0 ? 'No sample was released. The reasons stand below.' : undefined),
      renderFigures: () => (
        <section class="figures">
          <h2>From all samples to clean ones</h2>
          <div class="pair">
            <Funnel steps={steps.map(([stage, label]) => ({ label, left: leftAfter(stage) }))} />
            <Leaks leaks={tally.leaks} />
          </div>
          <h2 class="after">Values around each threshold</h2>
          <p class="lead">
            Bars stand for values from 0 to twice the threshold, the last one for all above; their height is the root of
            the count. The line is the threshold. To move it, set it in the spec’s options and launch under another
            name.
          </p>
          <div class="pair">
            {used().map((view) => (
              <Threshold view={view} />
            ))}
          </div>
        </section>
      ),
      async renderSamples(thumbnail: Thumbnail) {
        const chosen = sample.chosen();
        const drawn: VNode[] = [];
        for (const row of chosen) drawn.push(await sampleCard(row, thumbnail));
        return (
          <section>
            <h2>Released samples</h2>
            <p class="lead">{`${count(chosen.length)} of ${count(leftAfter('release'))} shown.`}</p>
            <div class="cards">{drawn}</div>
          </section>
        );
      },
    };
  },
};

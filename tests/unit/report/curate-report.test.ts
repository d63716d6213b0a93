import { describe, expect, it } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { curateReport } from '../../../activities/report/curate/section.tsx';
import { bins, thresholdView } from '../../../activities/report/curate/threshold-view.ts';
import type { CommittedCampaign } from '../../../activities/export/committed-campaign.ts';
import { curateOptions } from '../../../recipes/curate/index.ts';
import { plan } from '../../../recipes/curate/plan.ts';
import { curated, llava, type Judge } from '../curate/pipeline.ts';

const text = (value: string) => () => value;

describe('the view of a threshold', () => {
  it('has twenty bins up to twice the threshold and one for all above', () => {
    const view = thresholdView({ name: 'x', threshold: 10, side: 'above' });
    for (const value of [0, 0.5, 1, 10, 10.5, 19.9, 20, 500]) view.add(value, `id${value}`, text('t'));
    expect(view.counts()).toHaveLength(bins + 1);
    expect(view.counts().flatMap((n, bin) => (n > 0 ? [[bin, n]] : []))).toEqual([
      [0, 2],
      [1, 1],
      [10, 2],
      [19, 1],
      [20, 2],
    ]);
    expect([view.measured(), view.beyond()]).toEqual([8, 4]);
  });

  it.each([
    ['above', 4, [5]],
    ['below', 6, [5]],
    ['from', 5, [5]],
  ] as const)('flags what is %s', (side, threshold, flagged) => {
    const view = thresholdView({ name: 'x', threshold, side });
    for (const value of side === 'below' ? [5, 6, 7] : [3, 4, 5]) view.add(value, `${value}`, text('t'));
    expect(view.flagged().map(({ value }) => value)).toEqual(flagged);
  });

  it('keeps the samples nearest to the threshold on either side', () => {
    const view = thresholdView({ name: 'x', threshold: 10, side: 'above' });
    for (const value of [30, 2, 11, 9, 40, 12, 8, 7, 50]) view.add(value, `${value}`, text(`t${value}`));
    expect(view.flagged()).toEqual([11, 12, 30].map((value) => ({ id: `${value}`, value, text: `t${value}` })));
    expect(view.passing().map(({ value }) => value)).toEqual([9, 8, 7]);
  });
});

describe('the report of a curated dataset', () => {
  it('shows what each stage left, the leaks, and the samples around each threshold', async () => {
    const judge: Judge = ({ name, text: shown }) =>
      JSON.stringify(
        name === 'quality'
          ? { domain: 'general', score: shown.includes('poor') ? 6 : 7, reason: 'So.' }
          : { score: 10, kind: 'none' },
      );
    const leak = 'one two three four five six seven eight nine ten eleven twelve thirteen';
    const { stage } = await curated(
      [
        llava('How many?', `It is ${'12'.repeat(22)}.`),
        llava('How many more?', `It is ${'12'.repeat(20)}.`),
        llava('A poor one?', 'A rather poor one.'),
        llava('A leak?', leak),
        llava('A fault?', '<box>[[1, 1, 0, 0]]</box>'),
      ],
      { judge, benchmark: [{ question: leak, answer: 'x', benchmark: 'numbers' }] },
    );
    const options = curateOptions.parse({});
    const section = curateReport.open({ identity: { options } } as unknown as CommittedCampaign, 10);
    const contents = (name: string) => ({ round: name === 'import' ? 0 : 1, stage: name, ...stage(name) });
    section.add({
      shard: 0,
      imported: contents('import'),
      stages: plan.stages(1, options).map(({ name }) => contents(name)),
    });
    expect(section.figures()).toMatchObject({
      left: { import: 5, inspect: 4, deduplicate: 4, decontaminate: 3, judge: 2, flag: 1, release: 1 },
      thresholds: { R7_digit_run: { threshold: 40, measured: 4, beyond: 1 }, quality: { measured: 2, beyond: 1 } },
      leaks: { numbers: { text: 1, image: 0 } },
    });
    expect(section.warning()).toBeUndefined();
    const figures = section.renderFigures();
    const html = figures === null ? '' : renderToString(figures);
    for (const part of ['1 of 4 above 40', '<b>44</b> It is 1212', '<b>40</b> It is 1212', '1 of 2 below 7', 'numbers'])
      expect(html).toContain(part);
    expect(renderToString(await section.renderSamples(async () => undefined))).toContain('It is 12121212');
  });

  it('knows every reason in plain words', async () => {
    const reasons = [
      'broken_structure',
      'r1_ngram_loop',
      'near_duplicate',
      'benchmark_image',
      'unscored',
      'unreviewed',
    ];
    expect(reasons.filter((reason) => curateReport.explain(reason) === undefined)).toEqual([]);
    expect(curateReport.explain('else')).toBeUndefined();
  });
});

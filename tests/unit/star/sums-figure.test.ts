import { describe, expect, it } from '@jest/globals';
import { figureOf } from '../../../bench/star-arithmetic/figure.tsx';
import { summariseArm, type Outcome } from '../../../bench/star-arithmetic/outcome.ts';
import { pageOf } from '../../../bench/star-arithmetic/page.tsx';
import { readSettings } from '../../../bench/star-arithmetic/settings.ts';
import { tableOf } from '../../../bench/star-arithmetic/table.ts';

const arm = (seed: number, rationalize: boolean, accuracy: number): Outcome => {
  const iteration = { accuracy, byClass: { 1: accuracy, 2: 0 }, keptShare: 0.5, wrongWorking: 0.1 };
  const figures = { base: { accuracy: 0.2, byClass: { 1: 0.2, 2: 0 } }, iterations: [iteration] };
  return { campaign: `c${seed}`, seed, rationalize, figures: figures as unknown as Outcome['figures'] };
};
const summaries = (outcomes: readonly Outcome[]) => [summariseArm(outcomes, true), summariseArm(outcomes, false)];
const two = summaries([arm(0, true, 0.5), arm(1, true, 0.7), arm(0, false, 0.2), arm(1, false, 0.2)]);

describe('the figure of the experiment on sums', () => {
  it('is a table of means with their standard errors, and of what was kept and wrongly worked', () => {
    const lines = tableOf(two).split('\n');
    expect(lines[0]).toBe('| arm | iteration | 1 digit | 2 digits | all | kept | wrong working |');
    expect(lines[3]).toBe('| with | 1 | 60 ±10 | 0 ±0 | 60 ±10 | 50 ±0 | 10 ±0 |');
    expect(lines).toHaveLength(6);
  });

  it('shows an error where there are seeds to show one, and none of a single seed', () => {
    const whiskers = (picture: string): number => picture.split('<path ').length - 1;
    expect(whiskers(figureOf(two))).toBe(1);
    expect(whiskers(figureOf(summaries([arm(0, true, 0.5), arm(0, false, 0.2)])))).toBe(0);
    expect(figureOf(two).split('<polyline ')).toHaveLength(5);
  });

  it('stands on a page that says over how many seeds', () => {
    expect(pageOf(two, 2)).toContain('mean over 2 seeds ± standard error');
    expect(pageOf(two, 1)).toContain('one seed, which shows no spread');
  });
});

describe('the settings of the experiment on sums', () => {
  it('are short unless the full run is named, single ones beside it', () => {
    expect(readSettings([])).toMatchObject({ seeds: 3, iterations: 3, digits: 4 });
    expect(readSettings(['--full'])).toMatchObject({ seeds: 3, iterations: 8, digits: 6 });
    expect(readSettings(['--full', '--seeds', '1'])).toMatchObject({ seeds: 1, iterations: 8 });
  });

  it('are refused where a number is none', () => {
    expect(() => readSettings(['--seeds', 'two'])).toThrow('--seeds two');
  });
});

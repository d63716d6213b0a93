import type { CurateOptions } from '../../../recipes/curate/index.ts';
import { thresholdsOf } from '../../../recipes/internvl/rules/thresholds.ts';
import { thresholdView, type ThresholdView } from './threshold-view.ts';

/** Largest score of a judge. */
const bestScore = 10;

/** A view of each threshold of a campaign, by the name of its measure. */
export function viewsOf(options: CurateOptions): ReadonlyMap<string, ThresholdView> {
  const rules = [...thresholdsOf(options.rules)].map(([name, { threshold, side }]) =>
    thresholdView({ name, threshold, side: side ?? 'above' }),
  );
  const { quality, repetition, dedup } = options;
  const judged = [
    ['quality', quality.minimum],
    ['repetition', repetition.minimum],
  ] as const;
  return new Map(
    [
      ...rules,
      ...judged.map(([name, threshold]) => thresholdView({ name, threshold, side: 'below', end: bestScore })),
      thresholdView({ name: 'near_duplicate', threshold: dedup.similarity, side: 'from', end: 1 }),
    ].map((view) => [view.name, view]),
  );
}

import type { StageFacts } from '../../stage-facts.ts';
import type { Filters, Florence2Options } from '../options.ts';

/** The filters of a round: after a rejected one the score thresholds are raised (spec section 6.5). */
export function raised({ filters, acceptance }: Florence2Options, before: StageFacts | undefined): Filters {
  if (before === undefined || before['accepted'] !== false) return filters;
  const higher = (threshold: number): number => Math.min(1, threshold + acceptance.raise);
  return {
    ...filters,
    regionScore: higher(filters.regionScore),
    lineScore: higher(filters.lineScore),
    phraseScore: higher(filters.phraseScore),
  };
}

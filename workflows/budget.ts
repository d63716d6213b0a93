import type { UsageTotals } from './shapes.ts';

/** What may still be spent. A dimension that is absent has no limit; `until` is a date in ISO form. */
export interface Allowance {
  readonly requests?: number;
  readonly tokens?: number;
  readonly cost?: number;
  readonly until?: string;
}

type Dimension = 'requests' | 'tokens' | 'cost';
const dimensions: readonly Dimension[] = ['requests', 'tokens', 'cost'];

const spentIn = (usage: UsageTotals, dimension: Dimension): number =>
  dimension === 'tokens' ? usage.promptTokens + usage.completionTokens : usage[dimension];

function eachLimited(allowance: Allowance, change: (left: number, dimension: Dimension) => number): Allowance {
  const changed = dimensions.flatMap((dimension) => {
    const left = allowance[dimension];
    return left === undefined ? [] : [[dimension, change(left, dimension)] as const];
  });
  return { ...allowance, ...Object.fromEntries(changed) };
}

/** Whether nothing may be asked any more. */
export function isSpent(allowance: Allowance, now: number): boolean {
  if (allowance.until !== undefined && now >= Date.parse(allowance.until)) return true;
  return dimensions.some((dimension) => (allowance[dimension] ?? 1) <= 0);
}

/** What comes in whole numbers is set aside so: fractions would add up to a little more or less than there was. */
const isWhole = (dimension: Dimension): boolean => dimension !== 'cost';

/** A part of the pool set aside for one shard: half of what each of the lanes could have, so that others find some left. */
export function setAside(pool: Allowance, lanes: number): Allowance {
  return eachLimited(pool, (left, dimension) => {
    const part = left / (2 * lanes);
    return isWhole(dimension) ? Math.min(left, Math.max(1, Math.ceil(part))) : part;
  });
}

/** The pool without what is set aside. */
export const lessAside = (pool: Allowance, aside: Allowance): Allowance =>
  eachLimited(pool, (left, dimension) => left - (aside[dimension] ?? 0));

/** The pool with what was set aside and not spent. Below zero where requests in flight overshot. */
export const returned = (pool: Allowance, aside: Allowance, spent: UsageTotals): Allowance =>
  eachLimited(pool, (left, dimension) => left + (aside[dimension] ?? 0) - spentIn(spent, dimension));

/** What is left after what was spent before. */
export const lessSpent = (pool: Allowance, spent: UsageTotals): Allowance =>
  eachLimited(pool, (left, dimension) => left - spentIn(spent, dimension));

/** The share of a pool that a part of the whole gets. */
export const shareOf = (pool: Allowance, part: number): Allowance =>
  eachLimited(pool, (left, dimension) => (isWhole(dimension) ? Math.floor(left * part) : left * part));

/** Two pools as one; the later word on `until` counts. */
export const joined = (a: Allowance, b: Allowance): Allowance => ({
  ...eachLimited(a, (left, dimension) => left + (b[dimension] ?? 0)),
  ...(b.until === undefined ? {} : { until: b.until }),
});

import type { SomeLabels } from '../gold/labels.ts';

/** Shares the paper's 1,452 questions have (section 1.1): 385 fast, 494 slow, 573 never; 387 of more than two hops; 865 visual. */
export const paperShares = {
  fast: 385 / 1452,
  slow: 494 / 1452,
  never: 573 / 1452,
  'hops>2': 387 / 1452,
  'visual-yes': 865 / 1452,
} as const;
export type QuotaType = keyof typeof paperShares;
export type QuotaShares = Readonly<Partial<Record<QuotaType, number>>>;

const types = Object.keys(paperShares) as readonly QuotaType[];

const belongs: Readonly<Record<QuotaType, (labels: SomeLabels) => boolean>> = {
  fast: ({ updateFrequency }) => updateFrequency === 'fast',
  slow: ({ updateFrequency }) => updateFrequency === 'slow',
  never: ({ updateFrequency }) => updateFrequency === 'never',
  'hops>2': ({ hops }) => hops !== undefined && hops > 2,
  'visual-yes': ({ visualNeeded }) => visualNeeded === true,
};

/** Sum over the types of how far a choice lies outside target ± tolerance. */
function excess(
  counts: Readonly<Record<QuotaType, number>>,
  size: number,
  shares: QuotaShares,
  tolerance: number,
): number {
  return types.reduce((sum, type) => {
    const target = shares[type];
    if (target === undefined || size === 0) return sum;
    return sum + Math.max(0, Math.abs(counts[type] / size - target) - tolerance);
  }, 0);
}

export interface QuotaChoice {
  /** Indices that stay. */
  readonly kept: readonly number[];
  /** Index and the type it was one too many of. */
  readonly left: readonly { readonly index: number; readonly type: QuotaType | 'balance' }[];
  /** Whether every share lies within the tolerance. */
  readonly met: boolean;
}

/**
 * Takes questions away, one after the other, until every type's share lies within the tolerance of its target, or no removal
 * helps. The later of equal candidates goes first, so the choice depends on the order alone.
 *
 * @param tolerance share, 0.05 are the 5 points of the specification
 */
export function fillQuotas(labels: readonly SomeLabels[], shares: QuotaShares, tolerance = 0.05): QuotaChoice {
  const groups = new Map<string, number[]>();
  for (const [index, one] of labels.entries()) {
    const key = types.map((type) => (belongs[type](one) ? '1' : '0')).join('');
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  const left: { index: number; type: QuotaType | 'balance' }[] = [];
  const counts = Object.fromEntries(types.map((type) => [type, labels.filter(belongs[type]).length])) as Record<
    QuotaType,
    number
  >;
  let size = labels.length;
  const without = (key: string): Record<QuotaType, number> =>
    Object.fromEntries(types.map((type, at) => [type, counts[type] - (key[at] === '1' ? 1 : 0)])) as Record<
      QuotaType,
      number
    >;
  for (let now = excess(counts, size, shares, tolerance); now > 1e-12 && size > 1;) {
    const options = [...groups]
      .filter(([, members]) => members.length > 0)
      .map(([key]) => ({ key, after: excess(without(key), size - 1, shares, tolerance) }));
    const best = options.toSorted((a, b) => a.after - b.after || (a.key < b.key ? -1 : 1))[0];
    if (!best || best.after >= now - 1e-12) break;
    const index = groups.get(best.key)?.pop();
    if (index === undefined) break;
    const over = types.find((type, at) => best.key[at] === '1' && counts[type] / size > (shares[type] ?? 1));
    left.push({ index, type: over ?? 'balance' });
    Object.assign(counts, without(best.key));
    size -= 1;
    now = best.after;
  }
  const gone = new Set(left.map(({ index }) => index));
  return {
    kept: labels.flatMap((_, index) => (gone.has(index) ? [] : [index])),
    left: left.toSorted((a, b) => a.index - b.index),
    met: excess(counts, size, shares, tolerance) <= 1e-12,
  };
}

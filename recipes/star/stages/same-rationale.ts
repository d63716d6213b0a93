import { editDistance } from '../../edit-distance.ts';
import { equationsOf } from '../equations.ts';
import type { StarOptions } from '../options.ts';

/** What makes two right rationales of one problem the same; undefined where none are. */
export function sameKey(completion: string, dedupKey: StarOptions['dedupKey']): string | undefined {
  if (dedupKey === 'none') return undefined;
  const equations = dedupKey === 'equation-list' ? equationsOf(completion) : [];
  return equations.length === 0 ? `text ${completion.replace(/\s+/g, ' ').trim()}` : `equations ${equations.join(' ')}`;
}

/**
 * Which rationales of one problem stay of those that are the same: the first of each kind, or (RFT, 2308.01825, appendix A) the
 * one farther from the kept ones of the other kinds, in edits summed over them.
 */
export function distinctRationales<T extends { readonly completion: string }>(
  rationales: readonly T[],
  { dedupKey, keepOfSame }: Pick<StarOptions, 'dedupKey' | 'keepOfSame'>,
): ReadonlySet<T> {
  if (dedupKey === 'none') return new Set(rationales);
  const kept = new Map<string, T>();
  for (const rationale of rationales) {
    const key = sameKey(rationale.completion, dedupKey) ?? '';
    const there = kept.get(key);
    if (!there) kept.set(key, rationale);
    else if (keepOfSame === 'most-different') {
      const others = [...kept].flatMap(([other, one]) => (other === key ? [] : [one.completion]));
      if (apart(rationale.completion, others) > apart(there.completion, others)) kept.set(key, rationale);
    }
  }
  return new Set(kept.values());
}

const apart = (text: string, others: readonly string[]): number =>
  others.reduce((sum, other) => sum + editDistance(text, other), 0);

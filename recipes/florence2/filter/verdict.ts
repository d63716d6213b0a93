import type { RowFields } from '../../outcome.ts';
import type { Annotation } from '../annotations/annotation.ts';

/** Why the filters let an annotation fall. Stable: scripts may match on them (docs/florence2.md). */
export const dropReasons = [
  'zero_area',
  'low_score',
  'too_small',
  'too_large',
  'overlaps_better',
  'overlaps_other_label',
  'few_words',
  'many_words',
  'many_objects',
  'low_object_complexity',
  'low_action_complexity',
  'repetitive',
  'ungrounded',
  'wrong_script',
  'text_dropped',
  'blacklisted_phrase',
  'phrase_not_in_text',
  'few_vertices',
  'polygon_off_box',
] as const;
export type DropReason = (typeof dropReasons)[number];

export interface Dropped {
  readonly annotation: Annotation;
  readonly reason: DropReason;
  /** The measure that decided. */
  readonly detail?: RowFields;
}

export interface Sifted<T extends Annotation = Annotation> {
  readonly kept: readonly T[];
  readonly dropped: readonly Dropped[];
}

/** Splits annotations by a rule that names the reason to drop one. */
export function sift<T extends Annotation>(
  annotations: readonly T[],
  rule: (annotation: T) => Omit<Dropped, 'annotation'> | undefined,
): Sifted<T> {
  const kept: T[] = [];
  const dropped: Dropped[] = [];
  for (const annotation of annotations) {
    const fall = rule(annotation);
    if (fall) dropped.push({ annotation, ...fall });
    else kept.push(annotation);
  }
  return { kept, dropped };
}

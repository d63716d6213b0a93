import type { ImageRecord } from '../image-record.ts';
import type { QaItem } from '../qa-item.ts';
import { isAnnotated } from '../rules/new-parts.ts';
import { objectKey } from '../skill-names.ts';
import type { Operator } from '../vocabulary.ts';
import { chooseForm, type CompactForm } from './forms.ts';

/** One call of the compact profile: one item of the list, with what code has settled beforehand. */
export interface CompactTask {
  readonly operator: Operator;
  readonly record: ImageRecord;
  readonly index: number;
  readonly parent: QaItem;
  /** How many steps the model is to write. */
  readonly steps: number;
  /** Things the new item may turn to: labels its parent does not involve. Empty where none are known. */
  readonly targets: readonly string[];
  /** Form of an interactive item. */
  readonly form: CompactForm | null;
}

function stepsFor(operator: Operator, parent: QaItem): number {
  const before = parent.steps.length;
  if (operator === 'cognitive') return Math.max(2, before + 1);
  return operator === 'perceptual' && isAnnotated(parent) ? Math.max(1, before) : 1;
}

/** The task of one item; null where the list has no such index. */
export function compactTask(
  operator: Operator,
  record: ImageRecord,
  index: number,
  draw: (purpose: string) => number,
): CompactTask | null {
  const parent = record.conversations[index];
  if (!parent) return null;
  const old = new Set(parent.objects.map(objectKey));
  const labels = [...new Set(record.det.map(({ label }) => objectKey(label)))];
  return {
    operator,
    record,
    index,
    parent,
    steps: stepsFor(operator, parent),
    targets: operator === 'interactive' ? [] : labels.filter((label) => !old.has(label)),
    form: operator === 'interactive' ? chooseForm(parent.format, draw(`form/${index}`)) : null,
  };
}

import type { CompactNote } from '../image-record.ts';
import type { QaItem } from '../qa-item.ts';
import { mentioned } from './mentions.ts';
import type { CompactTask } from './task.ts';

/** An item and which of its parts the model wrote. */
export interface Composed {
  readonly item: QaItem;
  readonly note: CompactNote;
}

export const labelsOf = ({ record }: CompactTask) => record.det.map(({ label }) => label);

/** A step in words, with the pseudo-function that finds the first labelled thing it names. */
export function stepOf(description: string, labels: readonly string[], number: number): QaItem['steps'][number] {
  const [label] = mentioned(description, labels);
  return { manipulation: label ? `Grounding_${number}(${label})->bbx_${number}` : 'None', description };
}

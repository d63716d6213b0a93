import type { PartReject, RowFields } from '../../outcome.ts';
import type { CompactNote, ImageRecord } from '../image-record.ts';
import type { MmevolOptions } from '../options.ts';
import type { QaItem } from '../qa-item.ts';
import type { Operator } from '../vocabulary.ts';

/** One image's turn in one round. */
export interface Turn {
  readonly round: number;
  readonly operator: Operator;
  readonly promptVersion: string;
  readonly options: MmevolOptions;
  /** The parent: the newest non-empty list, with boxes where a detector found them. */
  readonly record: ImageRecord;
  /** The list the judge compares with. */
  readonly comparison: readonly QaItem[];
  readonly draw: (purpose: string) => number;
}

/** A rewritten item on its way through the steps. */
export interface Candidate {
  /** Index in the generator's list; its unit is `qa/<index>`. */
  readonly index: number;
  readonly parentIndex: number | null;
  readonly item: QaItem;
  /** Journal key of the call that made it. */
  readonly call: string;
  /** Who wrote which part, in the compact profile. */
  readonly compact?: CompactNote;
}

/** What a step lets through, and what fell at it. */
export interface Sifted<T = Candidate> {
  readonly passed: readonly T[];
  readonly fallen: readonly PartReject[];
}

export function fallen(
  { operator }: Turn,
  part: { readonly index: number; readonly question: string; readonly calls: readonly string[] },
  kind: PartReject['kind'],
  reason: string,
  more: RowFields = {},
): PartReject {
  return {
    unit: `qa/${part.index}`,
    kind,
    reason,
    detail: { operator, question: part.question, calls: [...part.calls], ...more },
  };
}

import type { PartReject } from '../../outcome.ts';
import type { EvolvedItem } from '../image-record.ts';
import { addItem, emptyCell, mergeCells, type Cell } from './cell.ts';
import { count } from './tally.ts';

/** What the statistics read of a row; round 0 is the seed. */
export interface CountedRow {
  readonly round: number;
  readonly operator?: string | undefined;
  readonly conversations: readonly EvolvedItem[];
}

/** What they read of a line of the rejects; without `unit` it is a whole image. */
export interface CountedReject {
  readonly round: number;
  readonly unit?: string | undefined;
  readonly kind: PartReject['kind'];
  readonly reason: string;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

/** Cells by `<round>/<operator>`; plain data, may be stored and merged. */
export type Sums = Record<string, Cell>;

function cellOf(sums: Sums, round: number, operator: string): Cell {
  return (sums[`${round}/${operator}`] ??= emptyCell());
}

export function emptySums(): Sums {
  return {};
}

/** Adds one kept row. Mutates `sums`. */
export function addRow(sums: Sums, row: CountedRow): void {
  const cell = cellOf(sums, row.round, row.operator ?? 'seed');
  count(cell.images, 'kept');
  count(cell.itemsPerImage, row.conversations.length);
  for (const item of row.conversations) addItem(cell, item);
}

/** Adds one line of the rejects. Images that failed before an answer could be read have no operator: `unknown`. */
export function addReject(sums: Sums, { round, unit, kind, reason, detail }: CountedReject): void {
  const operator = typeof detail?.['operator'] === 'string' ? detail['operator'] : 'unknown';
  const cell = cellOf(sums, round, operator);
  count(unit === undefined ? cell.images : cell.items, kind);
  count(unit === undefined ? cell.imageReasons : cell.itemReasons, reason);
  const score = detail?.['score'];
  if (unit !== undefined && reason === 'not_improved') count(cell.notImproved, typeof score === 'number' ? score : 0);
}

/** Adds the sums of another shard. Mutates `into`. */
export function mergeSums(into: Sums, from: Sums): void {
  for (const [key, cell] of Object.entries(from)) mergeCells((into[key] ??= emptyCell()), cell);
}

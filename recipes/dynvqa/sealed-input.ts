import type { Row } from '../item-program.ts';
import type { SealedRows } from '../whole-stage.ts';

/** Rows of an input that the plan names. */
export function rowsOf(inputs: Readonly<Record<string, SealedRows>>, name: string): AsyncIterable<Row> {
  const rows = inputs[name];
  if (!rows) throw new Error(`the plan has no input '${name}'`);
  return rows();
}

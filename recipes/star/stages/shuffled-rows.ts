import type { Row } from '../../item-program.ts';
import type { ScratchFile } from '../../whole-stage.ts';

interface Held {
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** Rows set aside in a scratch file, to come back in the order of numbers drawn for them. Memory holds a few numbers a row. */
export interface ShuffledRows {
  /** @param at where it comes: lowest first; equal ones as they were set aside */
  hold(row: Row, at: number): Promise<void>;
  rows(): AsyncGenerator<Row>;
}

export function shuffledRows(file: ScratchFile): ShuffledRows {
  const held: Held[] = [];
  return {
    async hold(row, at) {
      const start = file.size();
      await file.append(Buffer.from(JSON.stringify(row)));
      held.push({ at, start, end: file.size() });
    },
    async *rows() {
      for (const { start, end } of held.toSorted((a, b) => a.at - b.at))
        yield JSON.parse((await file.read(start, end)).toString('utf8')) as Row;
    },
  };
}

import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';

/** What was asked of the endpoint and what it answered, by request and by row. */
export interface Ledger {
  /** Notes an ask and returns how often this request was asked before. */
  asked(request: string, row: number | undefined): number;
  /** Notes the end of an ask: an HTTP status, `reset`, `torn` or `abandoned` (the client went away). */
  ended(request: string, row: number | undefined, end: string): void;
  stats(): LedgerStats;
  /** How often each row was answered in full. */
  rows(): ReadonlyMap<number, number>;
  reset(): void;
  close(): void;
}

export interface LedgerStats {
  readonly asked: number;
  /** Asks answered in full. */
  readonly served: number;
  /** Different request bodies answered in full. */
  readonly unique: number;
  /** Full answers beyond the first of the same body. */
  readonly repeated: number;
  readonly rows: { readonly distinct: number; readonly repeated: number };
  readonly ends: Readonly<Record<string, number>>;
}

/** @param file counts are appended there before the answer leaves, and read again at the start */
export function createLedger(file?: string): Ledger {
  const asks = new Map<string, number>();
  const answers = new Map<string, number>();
  const rows = new Map<number, number>();
  const ends = new Map<string, number>();
  let asked = 0;

  const add = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);
  const countEnd = (request: string, row: number | undefined, end: string): void => {
    add(ends, end);
    if (end !== '200') return;
    add(answers, request);
    if (row !== undefined) add(rows, row);
  };
  const countAsk = (request: string): number => {
    const before = asks.get(request) ?? 0;
    asks.set(request, before + 1);
    asked += 1;
    return before;
  };
  const clear = (): void => {
    for (const map of [asks, answers, rows, ends]) map.clear();
    asked = 0;
  };

  if (file !== undefined && existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [kind, request, row] = line.split(' ');
      if (kind === undefined || request === undefined || row === undefined) continue;
      if (kind === 'ask') countAsk(request);
      else countEnd(request, row === '-' ? undefined : Number(row), kind);
    }
  }
  const log = file === undefined ? undefined : openSync(file, 'a');
  const note = (kind: string, request: string, row: number | undefined): void => {
    if (log !== undefined) writeSync(log, `${kind} ${request} ${row ?? '-'}\n`);
  };

  return {
    asked(request, row) {
      note('ask', request, row);
      return countAsk(request);
    },
    ended(request, row, end) {
      note(end, request, row);
      countEnd(request, row, end);
    },
    stats() {
      const served = ends.get('200') ?? 0;
      const rowAnswers = [...rows.values()].reduce((sum, n) => sum + n, 0);
      return {
        asked,
        served,
        unique: answers.size,
        repeated: served - answers.size,
        rows: { distinct: rows.size, repeated: rowAnswers - rows.size },
        ends: Object.fromEntries([...ends].sort()),
      };
    },
    rows: () => rows,
    reset() {
      clear();
      if (file !== undefined) truncateSync(file, 0);
    },
    close() {
      if (log !== undefined) closeSync(log);
    },
  };
}

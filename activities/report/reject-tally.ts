import type { Reject } from '../artifacts/reject.ts';

/** Rejects of one reason, of one round and level. */
export interface RejectCount {
  readonly round: number;
  /** A whole item, or a part of one (`unit`). */
  readonly level: 'item' | 'part';
  readonly kind: Reject['kind'];
  readonly reason: string;
  readonly count: number;
  /** The first ones, in input order. */
  readonly examples: readonly string[];
}

const examplesKept = 3;

export interface RejectTally {
  add(lines: readonly Reject[]): void;
  /** Rounds in order, the commonest reason first. */
  counts(): readonly RejectCount[];
}

export function createRejectTally(exampleOf: (line: Reject) => string | undefined): RejectTally {
  const tally = new Map<string, RejectCount>();
  return {
    add(lines) {
      for (const line of lines) {
        const level = line.unit === undefined ? 'item' : 'part';
        const key = JSON.stringify([line.round, level, line.kind, line.reason]);
        const before = tally.get(key) ?? {
          round: line.round,
          level,
          kind: line.kind,
          reason: line.reason,
          count: 0,
          examples: [],
        };
        const example = before.examples.length < examplesKept ? exampleOf(line) : undefined;
        const examples = example === undefined ? before.examples : [...before.examples, example];
        tally.set(key, { ...before, count: before.count + 1, examples });
      }
    },
    counts: () =>
      [...tally.values()].sort((a, b) => a.round - b.round || b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}

import type { CallRef, Row } from '../../recipes/item-program.ts';
import type { Reject } from '../artifacts/reject.ts';

/** A call a row rests on, with the answer as the journal has it. */
export interface TracedCall extends CallRef {
  /** Undefined where no journal entry has this key and answer: `audit --verify` reports that. */
  readonly entry?: {
    readonly call: string;
    readonly sample: number;
    readonly ask: number;
    readonly model: string;
    /** The raw answer. */
    readonly text: string;
    readonly finishReason: string;
    readonly promptTokens: number;
    readonly completionTokens: number;
    readonly latencyMs: number;
    readonly attempts: number;
    readonly at: string;
    readonly worker: string;
    readonly run: string;
  };
}

/** One row on the way from the one asked for to the imported one. */
export interface Hop {
  readonly round: number;
  readonly stage: string;
  readonly shard: number;
  /** Revision of the commit that names it; undefined for a row no commit names. */
  readonly revision?: number;
  readonly id: string;
  readonly parents: readonly string[];
  /** The recipe's own fields, as they are. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly calls: readonly TracedCall[];
}

/** What fell on the way: the item itself in some round, or a part of it (`unit`). */
export interface Fall extends Omit<Reject, 'calls'> {
  readonly calls: readonly TracedCall[];
}

/** What `trace --json` prints. */
export interface TraceResult {
  readonly campaign: string;
  readonly recipe: string;
  /** The row traced: the one asked for, or the newest that came of the imported row asked for. */
  readonly row: string | null;
  /** Id of the imported row. */
  readonly origin: string;
  readonly shard: number;
  readonly image?: Row['image'];
  /** Newest first; the last is the imported row. Empty for a record that was never imported. */
  readonly hops: readonly Hop[];
  /** By round. */
  readonly falls: readonly Fall[];
}

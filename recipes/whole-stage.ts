import type { Row } from './item-program.ts';
import type { ReviewVerdict } from './review.ts';
import type { RowFields } from './outcome.ts';
import type { StageFacts } from './stage-facts.ts';

/** One thing a whole stage says. An input row that no `dropped` or `failed` line names counts as kept. */
export type WholeLine =
  | { readonly kind: 'row'; readonly fields: RowFields; readonly parents: readonly Pick<Row, 'id' | 'origin'>[] }
  | {
      readonly kind: 'dropped' | 'failed';
      readonly row: Pick<Row, 'id' | 'origin'>;
      readonly reason: string;
      readonly detail?: RowFields;
    }
  | { readonly kind: 'facts'; readonly facts: StageFacts };

export interface WholeContext {
  readonly campaignSeed: number;
  readonly stage: string;
  readonly round: number;
  /** The recipe's options, already validated by its schema. */
  readonly options: unknown;
  /** Facts of the sealed stages that the plan names for this stage. */
  readonly facts: Readonly<Record<string, StageFacts>>;
  /** Uniform in [0, 1) from a hash of (campaign seed, round, stage, purpose). */
  readonly draw: (purpose: string) => number;
}

/** A file for what does not fit in memory; gone when the stage ends. */
export interface ScratchFile {
  append(bytes: Uint8Array): Promise<void>;
  /** The bytes from `start` up to, not including, `end`. */
  read(start: number, end: number): Promise<Buffer>;
  readonly size: () => number;
}

export interface WholeServices {
  scratch(name: string): ScratchFile;
  /** Verdicts of people on the rows that a stage of this round flagged, by row id, as they stood when the review closed. */
  reviewed(stage: string): Promise<ReadonlyMap<string, ReviewVerdict>>;
  /** To be awaited every second or so in a long computation without input or output: heartbeats go out meanwhile. */
  breathe?(): Promise<void>;
}

/** Rows of a sealed dataset in order; may be read more than once. */
export type SealedRows = () => AsyncIterable<Row>;

/**
 * A deterministic function over sealed datasets, by the names the plan gives them. It streams: memory must not grow with the
 * rows. Rows come out in the order they are yielded.
 */
export type WholeStage = (
  inputs: Readonly<Record<string, SealedRows>>,
  services: WholeServices,
  context: WholeContext,
) => AsyncIterable<WholeLine>;

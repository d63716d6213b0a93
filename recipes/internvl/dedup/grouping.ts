import type { WholeServices } from '../../whole-stage.ts';
import type { Fingerprints } from './fingerprints.ts';
import type { DedupSettings } from './settings.ts';
import type { SignatureFile } from './signature-file.ts';
import type { UnionFind } from './union-find.ts';

/** Samples on their way into groups of those that are one. */
export interface Grouping {
  readonly services: Pick<WholeServices, 'scratch'>;
  readonly settings: DedupSettings;
  readonly known: Fingerprints;
  readonly signatures: SignatureFile;
  /** Group of a sample's image, -1 without one. */
  readonly groupOf: (index: number) => number;
  readonly same: UnionFind;
  /** 1 for a sample whose text and picture an earlier one has. */
  readonly repeats: Uint8Array;
  /** The highest similarity that tied a sample to another. */
  readonly closest: Float32Array;
}

/** Entries of buckets in memory at once: 16 MB. */
const entriesInMemory = 2 ** 21;

/** Key ranges that so many entries are cut into. */
export const rangesFor = (entries: number): number => Math.max(1, Math.ceil(entries / entriesInMemory));

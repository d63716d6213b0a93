import { join } from 'node:path';
import { putVarint, writeBytes } from './byte-writer.ts';

export interface SorterLimits {
  /** Postings held in memory before a run goes to disk; 16 bytes each. @default 2097152 */
  readonly postings: number;
  /** Different terms held; some 150 bytes each. @default 150000 */
  readonly terms: number;
}

const usual: SorterLimits = { postings: 2 ** 21, terms: 150_000 };

export interface RunSorter {
  /** Notes the terms of an entry; entries come in ascending order. */
  add(entry: number, terms: readonly string[]): void;
  /** Writes what is held and returns the files of all runs, oldest first. */
  finish(): readonly string[];
}

/**
 * Turns entries into runs: files that list their terms in order, each with its postings. A run is as large as the memory it is
 * sorted in, whatever the size of the corpus.
 */
export function createRunSorter(folder: string, limits = usual): RunSorter {
  const files: string[] = [];
  let numbers = new Map<string, number>();
  const term = new Uint32Array(limits.postings);
  const entries = new Uint32Array(limits.postings);
  const counts = new Uint32Array(limits.postings);
  let held = 0;

  function spill(): void {
    if (held === 0) return;
    const path = join(folder, `run-${files.length}`);
    files.push(path);
    const { starts, order } = groupByTerm(term.subarray(0, held), numbers.size);
    const writer = writeBytes(path);
    for (const word of [...numbers.keys()].sort()) {
      const number = numbers.get(word) as number;
      const [from, to] = [starts[number] as number, starts[number + 1] as number];
      const postings = encodeSegment({ entries, counts, order }, from, to);
      writer.text(word);
      writer.varint(to - from);
      writer.varint(postings.length);
      writer.bytes(postings);
    }
    writer.close();
    numbers = new Map();
    held = 0;
  }

  return {
    add(entry, terms) {
      const occurrences = new Map<string, number>();
      for (const word of terms) occurrences.set(word, (occurrences.get(word) ?? 0) + 1);
      if (held + occurrences.size > limits.postings || numbers.size + occurrences.size > limits.terms) spill();
      for (const [word, count] of occurrences) {
        let number = numbers.get(word);
        if (number === undefined) numbers.set(word, (number = numbers.size));
        term[held] = number;
        entries[held] = entry;
        counts[held] = count;
        held += 1;
      }
    },
    finish() {
      spill();
      return files;
    },
  };
}

/** Places of the postings ordered by term, those of one term as they came; `starts` says where each term begins. */
function groupByTerm(term: Uint32Array, terms: number): { readonly starts: Uint32Array; readonly order: Uint32Array } {
  const starts = new Uint32Array(terms + 1);
  for (const number of term) starts[number + 1] = (starts[number + 1] as number) + 1;
  for (let i = 1; i <= terms; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const order = new Uint32Array(term.length);
  const next = starts.slice();
  for (const [place, number] of term.entries()) {
    const at = next[number] as number;
    order[at] = place;
    next[number] = at + 1;
  }
  return { starts, order };
}

interface SortedPostings {
  readonly entries: Uint32Array;
  readonly counts: Uint32Array;
  readonly order: Uint32Array;
}

/** A segment is the number of its postings, then of each the distance to the entry before and the occurrences. */
function encodeSegment({ entries, counts, order }: SortedPostings, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(10 * (to - from) + 5);
  let at = putVarint(bytes, 0, to - from);
  let before = 0;
  for (let i = from; i < to; i++) {
    const entry = entries[order[i] as number] as number;
    at = putVarint(bytes, at, entry - before);
    at = putVarint(bytes, at, counts[order[i] as number] as number);
    before = entry;
  }
  return bytes.subarray(0, at);
}

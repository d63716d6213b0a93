import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { bestEntries, type ScoredEntry } from './best-entries.ts';
import { inverseFrequency, termScore } from './bm25.ts';
import { headFile, indexFiles, indexHead } from './index-files.ts';
import { readPostings, type Postings } from './read-postings.ts';
import { findTerm } from './term-blocks.ts';
import { termsOf } from './terms.ts';
import { visibleEntries } from './visible-entries.ts';

export interface SearchOptions {
  readonly topK: number;
  /** Entries published after this day are not there: neither as results nor in the statistics. */
  readonly asOf?: string | undefined;
}

export interface OpenIndex {
  readonly size: number;
  /** The best entries by BM25, exactly: every entry that holds a term of the query is scored. */
  search(query: string, options: SearchOptions): readonly ScoredEntry[];
  /** Which entries are there on a day. */
  visible(asOf: string | undefined): (entry: number) => boolean;
  /** The entry as it was stored. */
  entry(number: number): unknown;
  close(): void;
}

/** Opens an index. In memory: 20 bytes an entry, the first term of each block, and the postings of one query at a time. */
export function openIndex(folder: string): OpenIndex {
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const head = indexHead.parse(JSON.parse(read(headFile).toString('utf8')));
  const ends = new Float64Array(aligned(read(indexFiles.ends)));
  const lengths = new Uint32Array(aligned(read(indexFiles.lengths)));
  const days = new Uint32Array(aligned(read(indexFiles.days)));
  const open = (name: string): number => openSync(join(folder, name), 'r');
  const stored = open(indexFiles.entries);
  const terms = open(indexFiles.terms);
  const postings = open(indexFiles.postings);
  const scores = new Float64Array(head.entries);
  const visible = visibleEntries(lengths, days);

  function postingsOf(term: string): Postings | undefined {
    const place = findTerm(head.blocks, term, (from, bytes) => readAt(terms, from, bytes));
    return place && readPostings(readAt(postings, place.at, place.bytes), place.found);
  }

  return {
    size: head.entries,
    search(query, { topK, asOf }) {
      const { total, meanLength, sees } = visible(asOf);
      const touched: number[] = [];
      for (const term of new Set(termsOf(query))) {
        const list = postingsOf(term);
        if (!list) continue;
        const { entries, counts } = list;
        let found = 0;
        for (const entry of entries) if (sees(entry)) found += 1;
        const weight = inverseFrequency(found, total);
        for (let i = 0; i < entries.length; i++) {
          const entry = entries[i] as number;
          if (!sees(entry)) continue;
          const before = scores[entry] as number;
          if (before === 0) touched.push(entry);
          scores[entry] = before + termScore(weight, counts[i] as number, lengths[entry] as number, meanLength);
        }
      }
      const best = bestEntries(touched, (entry) => scores[entry] as number, topK);
      for (const entry of touched) scores[entry] = 0;
      return best;
    },
    visible: (asOf) => visible(asOf).sees,
    entry(number) {
      const from = number === 0 ? 0 : (ends[number - 1] as number);
      return JSON.parse(readAt(stored, from, (ends[number] as number) - from).toString('utf8'));
    },
    close() {
      for (const file of [stored, terms, postings]) closeSync(file);
    },
  };
}

const aligned = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

function readAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, from + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}

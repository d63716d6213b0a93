import type { IndexHead } from './index-files.ts';

export interface TermPlace {
  /** Entries that hold the term. */
  readonly found: number;
  /** Place and size of its postings, in bytes. */
  readonly at: number;
  readonly bytes: number;
}

/** More than the last block can have: 64 terms of 64 UTF-16 units, with their numbers. */
const lastBlock = 2 ** 16;

/**
 * Looks a term up: the block by its first term, in memory, then the terms of that block on disk.
 *
 * @param read bytes of the file of terms, fewer at its end
 */
export function findTerm(
  { first, terms, postings }: IndexHead['blocks'],
  term: string,
  read: (from: number, bytes: number) => Buffer,
): TermPlace | undefined {
  const block = blockOf(first, term);
  if (block < 0) return undefined;
  const from = terms[block] as number;
  const bytes = read(from, (terms[block + 1] ?? from + lastBlock) - from);
  let place = postings[block] as number;
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let weight = 1; ; weight *= 0x80) {
      const byte = bytes[at++] as number;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const length = varint();
    const here = bytes.toString('utf8', at, at + length);
    at += length;
    const found = varint();
    const size = varint();
    if (here === term) return { found, at: place, bytes: size };
    place += size;
  }
  return undefined;
}

/** The last block whose first term is not after the term; -1 where the term stands before all. */
function blockOf(first: readonly string[], term: string): number {
  let low = 0;
  let high = first.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((first[middle] as string) <= term) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

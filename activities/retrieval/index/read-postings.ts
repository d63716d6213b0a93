/** Entries that hold a term, ascending, and how often. */
export interface Postings {
  readonly entries: Uint32Array;
  readonly counts: Uint32Array;
}

/** Postings of all segments of a term. */
export function readPostings(bytes: Uint8Array, found: number): Postings {
  const entries = new Uint32Array(found);
  const counts = new Uint32Array(found);
  let at = 0;
  function varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('postings end within a number');
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }
  for (let i = 0; i < found;) {
    let entry = 0;
    for (let left = varint(); left > 0; left--, i++) {
      entry += varint();
      entries[i] = entry;
      counts[i] = varint();
    }
  }
  return { entries, counts };
}

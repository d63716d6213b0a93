import type { ScratchFile } from '../../whole-stage.ts';

/** Entries held of each range before they go to its file: 64 KB. */
const heldEntries = 8192;

/** Groups of elements with equal keys, sorted by key range on scratch files: one range is in memory at a time. */
export interface RangeBuckets {
  /** `key`: 32 bits. Waits only where a range's entries go to its file. */
  add(key: number, element: number): Promise<void> | undefined;
  /** Groups of two elements and more, in ascending order. */
  groups(): AsyncGenerator<Uint32Array>;
}

export function rangeBuckets(scratch: (name: string) => ScratchFile, name: string, ranges: number): RangeBuckets {
  const parts = Array.from({ length: ranges }, (_, range) => ({
    file: scratch(`${name}-${range}`),
    held: new Uint32Array(2 * heldEntries),
    size: 0,
  }));
  type Part = (typeof parts)[number];

  const flush = async (part: Part): Promise<void> => {
    const full = part.held.slice(0, 2 * part.size);
    part.size = 0;
    await part.file.append(Buffer.from(full.buffer));
  };

  /** Entries of a range as numbers of 64 bits, the key above the element. */
  const entriesOf = async (part: Part): Promise<BigUint64Array> => {
    await flush(part);
    const bytes = await part.file.read(0, part.file.size());
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    const entries = new BigUint64Array(words.length / 2);
    const halves = new Uint32Array(entries.buffer);
    // Native order of the halves, so that sorting the whole sorts by key first on machines of either kind.
    for (let at = 0; at < words.length; at += 2) {
      halves[at + highHalf] = words[at] as number;
      halves[at + 1 - highHalf] = words[at + 1] as number;
    }
    return entries.sort();
  };

  return {
    add(key, element) {
      const part = parts[Math.floor(((key >>> 0) / 2 ** 32) * ranges)] as Part;
      part.held[2 * part.size] = key;
      part.held[2 * part.size + 1] = element;
      part.size += 1;
      return part.size === heldEntries ? flush(part) : undefined;
    },
    async *groups() {
      for (const part of parts) {
        const entries = await entriesOf(part);
        const halves = new Uint32Array(entries.buffer);
        for (let from = 0; from < entries.length;) {
          const key = halves[2 * from + highHalf];
          let end = from + 1;
          while (end < entries.length && halves[2 * end + highHalf] === key) end += 1;
          if (end - from > 1)
            yield Uint32Array.from({ length: end - from }, (_, i) => halves[2 * (from + i) + 1 - highHalf] as number);
          from = end;
        }
      }
    },
  };
}

/** Which of two words is the higher half of a 64-bit number on this machine. */
const highHalf = new Uint32Array(new BigUint64Array([1n]).buffer)[0] === 1 ? 1 : 0;

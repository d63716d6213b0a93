const bits = 64;
/** Bits of a part at most: tables of 4 million entries. */
const widestPart = 22;

/** 64-bit hashes as two columns of 32 bits. */
export interface Hashes {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

export function hashesOf(hexadecimal: readonly string[]): Hashes {
  const column = (at: number) => Uint32Array.from(hexadecimal, (hash) => parseInt(hash.slice(at, at + 8), 16));
  return { high: column(0), low: column(8) };
}

function ones(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** `length` bits from bit `from`, counted from the highest of the 64. */
function partOf(high: number, low: number, from: number, length: number): number {
  const mask = (1 << length) - 1;
  const end = from + length;
  if (end <= 32) return (high >>> (32 - end)) & mask;
  if (from >= 32) return (low >>> (bits - end)) & mask;
  return ((high << (end - 32)) | (low >>> (bits - end))) & mask;
}

/** Every number of `length` bits with at most `most` ones. */
function flips(length: number, most: number): readonly number[] {
  const found = [0];
  let from = 0;
  for (let count = 0; count < most; count++) {
    const end = found.length;
    for (let at = from; at < end; at++) {
      const flip = found[at] as number;
      for (let bit = 32 - Math.clz32(flip); bit < length; bit++) found.push(flip | (1 << bit));
    }
    from = end;
  }
  return found;
}

export interface HammingIndex {
  /** Calls `visit` for each stored hash within the radius, some of them more than once. */
  near(high: number, low: number, visit: (index: number, distance: number) => void): void;
}

/**
 * An index of 64-bit hashes that finds all within `radius` bits. Hashes so near have, cut into m parts, one part within radius / m
 * bits, so the parts are tables and each is asked for that part and its neighbours: exact, no hash is missed. Time of a question
 * does not rise with the hashes while they are spread; memory is about 24 bytes a hash and part.
 */
export function hammingIndex({ high, low }: Hashes, radius: number): HammingIndex {
  const partBits = Math.min(widestPart, Math.max(8, Math.ceil(Math.log2(high.length + 1)) + 2));
  const parts = Math.ceil(bits / partBits);
  const most = Math.floor(radius / parts);
  const tables = Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * bits) / parts);
    const length = Math.floor(((part + 1) * bits) / parts) - from;
    return { from, length, flips: Int32Array.from(flips(length, most)), ...tableOf({ high, low }, from, length) };
  });
  return {
    near(h, l, visit) {
      for (const { from, length, flips: near, starts, order } of tables) {
        const key = partOf(h, l, from, length);
        for (let f = 0; f < near.length; f++) {
          const bucket = key ^ (near[f] as number);
          const end = starts[bucket + 1] as number;
          for (let at = starts[bucket] as number; at < end; at++) {
            const index = order[at] as number;
            const distance = ones((high[index] as number) ^ h) + ones((low[index] as number) ^ l);
            if (distance <= radius) visit(index, distance);
          }
        }
      }
    },
  };
}

/** Hashes in the order of one part, and where each value of it begins. */
function tableOf({ high, low }: Hashes, from: number, length: number) {
  const starts = new Int32Array((1 << length) + 1);
  const keys = Int32Array.from(high, (h, i) => partOf(h, low[i] as number, from, length));
  for (const key of keys) starts[key + 1] = (starts[key + 1] as number) + 1;
  for (let key = 0; key < 1 << length; key++) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  const next = starts.slice();
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    order[next[key] as number] = i;
    next[key] = (next[key] as number) + 1;
  }
  return { starts, order };
}

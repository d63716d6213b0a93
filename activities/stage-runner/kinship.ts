/** Tells how many rows came before with the same parents. */
export interface Kinship {
  /** @param first id that the row has if it is the first of its parents, in hex digits: stands for them */
  earlier(first: string): number;
}

const leastPlaces = 1024;
/** The table grows beyond this share of taken places. */
const fullest = 0.6;

/**
 * An open hash table of the first 64 bits of each id with a count: 20 to 40 bytes a row. Two sets of parents that share those bits
 * count as one, which changes an id and makes no two alike.
 */
export function kinship(): Kinship {
  let places = leastPlaces;
  let taken = 0;
  let keys = new Uint32Array(2 * places);
  let counts = new Uint32Array(places);

  function find(high: number, low: number): number {
    let at = low & (places - 1);
    while ((counts[at] ?? 0) > 0 && (keys[2 * at] !== high || keys[2 * at + 1] !== low)) at = (at + 1) & (places - 1);
    return at;
  }

  function put(at: number, high: number, low: number, count: number): void {
    keys[2 * at] = high;
    keys[2 * at + 1] = low;
    counts[at] = count;
  }

  function grow(): void {
    const [oldKeys, oldCounts] = [keys, counts];
    places *= 2;
    keys = new Uint32Array(2 * places);
    counts = new Uint32Array(places);
    for (let at = 0; at < oldCounts.length; at++) {
      const [high, low, count] = [oldKeys[2 * at] ?? 0, oldKeys[2 * at + 1] ?? 0, oldCounts[at] ?? 0];
      if (count > 0) put(find(high, low), high, low, count);
    }
  }

  return {
    earlier(first) {
      const [high, low] = [parseInt(first.slice(0, 8), 16), parseInt(first.slice(8, 16), 16)];
      const at = find(high, low);
      const before = counts[at] ?? 0;
      put(at, high, low, before + 1);
      if (before === 0 && (taken += 1) > fullest * places) grow();
      return before;
    },
  };
}

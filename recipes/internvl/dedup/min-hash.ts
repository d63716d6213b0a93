import { sha256 } from '../../sha256.ts';
import { mix } from './mix.ts';
import { bands, permutations, rowsPerBand } from './settings.ts';

/** Constants of the permutations, the same on every machine. */
const words = new Int32Array(2 * permutations).map((_, i) => parseInt(sha256(`min-hash ${i}`).slice(0, 8), 16));
/** Odd factors, so that each permutation of 32 bits is one. */
const factors = words.subarray(0, permutations).map((word) => word | 1);
const offsets = words.subarray(permutations);

/** Where no shingle was. */
const none = 0x7fffffff;

/** The smallest value of each permutation over the hashes of a text's shingles. Equal shares of equal entries estimate Jaccard similarity. */
export function minHash(shingles: Int32Array): Int32Array {
  const signature = new Int32Array(permutations);
  for (let i = 0; i < permutations; i++) {
    const [factor, offset] = [factors[i] as number, offsets[i] as number];
    let smallest = none;
    for (let s = 0; s < shingles.length; s++) {
      const value = (Math.imul(shingles[s] as number, factor) + offset) | 0;
      if (value < smallest) smallest = value;
    }
    signature[i] = smallest;
  }
  return signature;
}

/** Whether a signature is that of a text too short for a shingle. */
export const isEmpty = (signature: Int32Array): boolean => signature.every((value) => value === none);

/** Share of equal entries: the estimated Jaccard similarity, within 0.07 at 0.8 in nineteen of twenty cases. */
export function estimatedSimilarity(a: Int32Array, b: Int32Array): number {
  let equal = 0;
  for (let i = 0; i < permutations; i++) if (a[i] === b[i]) equal += 1;
  return equal / permutations;
}

/** One 32-bit key for each band of a signature; `group` sets signatures apart that must not meet. */
export function bandKeys(signature: Int32Array, group: number): Uint32Array {
  return new Uint32Array(bands).map((_, band) => {
    let key = mix(group + 1);
    for (let row = 0; row < rowsPerBand; row++) key = mix(key ^ (signature[band * rowsPerBand + row] as number));
    return key;
  });
}

import { hash } from 'node:crypto';

/**
 * A sequence of numbers uniform in [0, 1), the same for the same seed (sfc32). For orders of millions, where a hash a draw costs too
 * much; the seed comes from `context.draw`.
 */
export function seededRandom(seed: number): () => number {
  const words = hash('sha256', String(seed), 'buffer');
  let [a, b, c, counter] = [words.readInt32LE(0), words.readInt32LE(4), words.readInt32LE(8), 1];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}

/** The values in an order drawn by Fisher and Yates' method. */
export function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last--) {
    const at = Math.floor(random() * (last + 1));
    const [one, other] = [order[last] as T, order[at] as T];
    order[last] = other;
    order[at] = one;
  }
  return order;
}

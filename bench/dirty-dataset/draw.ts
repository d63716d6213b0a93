/** Draws for made-up data: fast, and the same for one seed. */
export interface Drawing {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from 0 to n - 1. */
  below(n: number): number;
  pick<T>(of: readonly T[]): T;
}

/** Mulberry32. */
export function drawing(seed: number): Drawing {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { next, below, pick: (of) => of[below(of.length)] as (typeof of)[number] };
}

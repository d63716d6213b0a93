/** A long computation that may be held at each `yield`, so that heartbeats go out meanwhile. Holding it changes no result. */
export type Paced<T> = Generator<undefined, T, undefined>;

/** Samples handled between two places to hold: a tenth of a second or so. */
export const samplesAtOnce = 1 << 16;

/** Ranges that cover `count`, each of `samplesAtOnce` at most. */
export function* ranges(count: number): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < count; from += samplesAtOnce) yield [from, Math.min(count, from + samplesAtOnce)];
}

/** Computes without holding. */
export function unheld<T>(steps: Paced<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Computes, and breathes at each place to hold. */
export async function breathing<T>(steps: Paced<T>, breathe: (() => Promise<void>) | undefined): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await breathe?.();
  }
}

/** Puts what comes out into a list; a place to hold after each `samplesAtOnce`. */
export function* listed<T>(source: Iterable<T>): Paced<T[]> {
  const list: T[] = [];
  for (const one of source) if (list.push(one) % samplesAtOnce === 0) yield;
  return list;
}

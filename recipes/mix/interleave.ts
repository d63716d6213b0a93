/** How many samples of a dataset there are still to come, and their numbers in order. */
export interface Source {
  readonly numbers: Iterable<number>;
  /** Weight of the draw: the dataset's length after repeats. */
  readonly length: number;
}

/**
 * Samples of several datasets in the order in which the trainer draws them: a dataset by its length, then its next sample; one that is
 * used up is left out (no replacement).
 *
 * @param random uniform in [0, 1), a new one at each call
 */
export function* interleaved(sources: readonly Source[], random: () => number): Generator<number> {
  let open = sources.map(({ numbers, length }) => ({ next: numbers[Symbol.iterator](), length }));
  while (open.length > 0) {
    const total = open.reduce((sum, { length }) => sum + length, 0);
    let at = random() * total;
    const chosen = open.find(({ length }) => (at -= length) < 0) ?? open.at(-1);
    const found = chosen?.next.next();
    if (found?.done === false) yield found.value;
    else open = open.filter((one) => one !== chosen);
  }
}

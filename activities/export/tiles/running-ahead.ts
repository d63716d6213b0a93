/** Work that runs ahead of its use, a bounded number of pieces, used in the order given. */
export interface RunningAhead<T> {
  /** Waits while too much runs ahead. Throws what failed before. */
  add(work: Promise<T>): Promise<void>;
  /** Uses what is left. */
  drain(): Promise<void>;
}

export function runningAhead<T>(most: number, use: (value: T) => Promise<void>): RunningAhead<T> {
  const waiting: Promise<T>[] = [];
  const next = async (): Promise<void> => {
    const work = waiting.shift();
    if (work) await use(await work);
  };
  return {
    async add(work) {
      // What fails is thrown where it is used.
      work.catch(() => undefined);
      waiting.push(work);
      if (waiting.length > most) await next();
    },
    async drain() {
      while (waiting.length > 0) await next();
    },
  };
}

/** Holds back what comes, as long as it is shut. */
export interface Gate {
  shut(): void;
  /** Lets so many pass first. */
  shutAfter(passes: number): void;
  open(): void;
  /** How many wait. */
  waiting(): number;
  pass(): Promise<void>;
}

export function gate(): Gate {
  let left = Infinity;
  const held: (() => void)[] = [];
  return {
    shut: () => void (left = 0),
    shutAfter: (passes) => void (left = passes),
    open() {
      left = Infinity;
      for (const go of held.splice(0)) go();
    },
    waiting: () => held.length,
    pass() {
      if (left <= 0) return new Promise((resolve) => void held.push(resolve));
      left -= 1;
      return Promise.resolve();
    },
  };
}

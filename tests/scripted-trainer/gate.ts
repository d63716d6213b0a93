/** Holds back what comes, as long as it is shut. */
export interface Gate {
  shut(): void;
  open(): void;
  /** How many wait. */
  waiting(): number;
  pass(): Promise<void>;
}

export function gate(): Gate {
  let shut = false;
  const held: (() => void)[] = [];
  return {
    shut: () => void (shut = true),
    open() {
      shut = false;
      for (const go of held.splice(0)) go();
    },
    waiting: () => held.length,
    pass: () => (shut ? new Promise((resolve) => void held.push(resolve)) : Promise.resolve()),
  };
}

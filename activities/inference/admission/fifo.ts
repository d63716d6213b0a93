/** A queue whose entries may be gone before their turn; those are passed over. */
export interface Fifo<E> {
  push(entry: E): void;
  peek(): E | undefined;
}

/** Passed entries after which the array is cut. */
const slack = 1024;

export function createFifo<E extends { readonly gone: boolean }>(): Fifo<E> {
  let entries: E[] = [];
  let at = 0;
  return {
    push: (entry) => void entries.push(entry),
    peek() {
      while (entries[at]?.gone === true) at += 1;
      if (at > slack && at * 2 > entries.length) {
        entries = entries.slice(at);
        at = 0;
      }
      return entries[at];
    },
  };
}

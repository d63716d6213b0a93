import { onAbort } from '../abort.ts';
import { createFifo, type Fifo } from './fifo.ts';

/** One place at an endpoint. */
export interface Admission<T> {
  readonly claimed: T;
  /** Gives the place back; only the first call counts. */
  leave(): void;
}

export interface Ticket {
  /** A waiting request with the affinity of the one just admitted may be next. */
  readonly affinity?: string | undefined;
  /** Goes before all who wait at the back: for requests that were admitted before. */
  readonly front?: boolean;
  readonly signal: AbortSignal;
}

export interface Gate<T> {
  /** Resolves once admitted; rejects with the signal's reason, leaving the queue. */
  enter(ticket: Ticket): Promise<Admission<T>>;
  /** To be called when `claim` may have changed its mind. */
  wake(): void;
  readonly inFlight: number;
  readonly waiting: number;
}

/** How many requests may overtake the head of the queue in a row for their affinity. A head waits for at most so many. */
const longestRun = 8;

interface Waiting<T> {
  readonly affinity: string | undefined;
  readonly admit: (admission: Admission<T>) => void;
  gone: boolean;
}

/**
 * A queue before a limited number of places: first come first served, but for affinity.
 *
 * @param claim asked for the next in line with the number in flight; undefined keeps the gate shut until `wake` or a `leave`
 */
export function createGate<T>(claim: (inFlight: number, affinity: string | undefined) => T | undefined): Gate<T> {
  const front = createFifo<Waiting<T>>();
  const back = createFifo<Waiting<T>>();
  const kin = new Map<string, Fifo<Waiting<T>>>();
  let inFlight = 0;
  let waiting = 0;
  let run = { affinity: undefined as string | undefined, length: 0 };

  function head(): Waiting<T> | undefined {
    const first = front.peek();
    if (first !== undefined) return first;
    const related = run.length < longestRun && run.affinity !== undefined ? kin.get(run.affinity)?.peek() : undefined;
    return related ?? back.peek();
  }

  function remove(entry: Waiting<T>): void {
    entry.gone = true;
    waiting -= 1;
    const line = entry.affinity === undefined ? undefined : kin.get(entry.affinity);
    if (entry.affinity !== undefined && line?.peek() === undefined) kin.delete(entry.affinity);
  }

  function pump(): void {
    for (let next = head(); next !== undefined; next = head()) {
      const claimed = claim(inFlight, next.affinity);
      if (claimed === undefined) return;
      const overtakes = next !== back.peek() && next !== front.peek();
      run = { affinity: next.affinity, length: overtakes ? run.length + 1 : 0 };
      remove(next);
      inFlight += 1;
      next.admit(admission(claimed));
    }
  }

  function admission(claimed: T): Admission<T> {
    let left = false;
    return {
      claimed,
      leave() {
        if (left) return;
        left = true;
        inFlight -= 1;
        pump();
      },
    };
  }

  return {
    enter({ affinity, front: first = false, signal }) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const stopListening = onAbort(signal, () => {
          stopListening();
          remove(entry);
          reject(signal.reason);
        });
        const entry: Waiting<T> = {
          affinity,
          gone: false,
          admit(admitted) {
            stopListening();
            resolve(admitted);
          },
        };
        waiting += 1;
        (first ? front : back).push(entry);
        if (!first && affinity !== undefined) {
          let line = kin.get(affinity);
          if (line === undefined) kin.set(affinity, (line = createFifo()));
          line.push(entry);
        }
        pump();
      });
    },
    wake: pump,
    get inFlight() {
      return inFlight;
    },
    get waiting() {
      return waiting;
    },
  };
}

import { RequestError } from './errors.ts';

/** Calls that may wait at once; more are told to come back. */
const LONGEST_QUEUE = 256;

export interface Queue {
  /** Runs `task` when its turn comes. A task whose signal aborts while it waits never runs. Throws RequestError 429, 499. */
  run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T>;
  readonly waiting: number;
  readonly running: number;
}

/** First in, first out, one at a time. */
export function createQueue(): Queue {
  const turns: { readonly start: () => void }[] = [];
  let running = 0;

  const next = () => {
    if (running > 0) return;
    const turn = turns.shift();
    if (!turn) return;
    running = 1;
    turn.start();
  };

  const turn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const gone = () => reject(new RequestError(499, 'client_closed', 'The client closed the connection.'));
      if (signal.aborted) return gone();
      const leave = () => {
        turns.splice(turns.indexOf(entry), 1);
        gone();
      };
      const entry = {
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      turns.push(entry);
      next();
    });

  return {
    async run(task, signal) {
      if (turns.length >= LONGEST_QUEUE)
        throw new RequestError(429, 'queue_full', `${LONGEST_QUEUE} requests are waiting already.`);
      await turn(signal);
      try {
        return await task();
      } finally {
        running = 0;
        next();
      }
    },
    get waiting() {
      return turns.length;
    },
    get running() {
      return running;
    },
  };
}

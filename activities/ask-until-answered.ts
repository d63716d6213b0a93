import { setTimeout as sleep } from 'node:timers/promises';

/** How long a service that is down is asked again. */
export interface Persistence {
  readonly signal?: AbortSignal | undefined;
  /** In ms; Infinity: for ever. */
  readonly forMs: number;
  /** Pauses double from the first to the longest, in ms. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Told what is waited for, and undefined once it is waited for no more. */
  readonly onWait?: ((waitingFor: string | undefined) => void) | undefined;
}

/** What an error means: nothing that asking again would mend, or a trouble that may pass. */
export type Trouble =
  | { readonly kind: 'final'; readonly error: unknown }
  /** `whenGivenUp`: what is thrown once patience ends. */
  | { readonly kind: 'passing'; readonly waitingFor: string; readonly whenGivenUp: Error };

/** Asks until there is an answer, a final error, patience ends or the signal aborts. */
export async function askUntilAnswered<T>(
  ask: () => Promise<T>,
  troubleOf: (error: unknown) => Trouble,
  { signal, forMs, firstPauseMs, longestPauseMs, onWait }: Persistence,
): Promise<T> {
  const startedAt = Date.now();
  let waited = false;
  try {
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        return await ask();
      } catch (error) {
        signal?.throwIfAborted();
        const trouble = troubleOf(error);
        if (trouble.kind === 'final') throw trouble.error;
        if (Date.now() - startedAt + pause > forMs) throw trouble.whenGivenUp;
        waited = true;
        onWait?.(trouble.waitingFor);
        await sleep(pause, undefined, signal ? { signal } : {});
      }
    }
  } finally {
    if (waited) onWait?.(undefined);
  }
}

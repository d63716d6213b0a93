import { setTimeout as sleep } from 'node:timers/promises';
import { MmsynthError } from '../errors.ts';

export interface Patience {
  /** How long a call goes on asking a store that is down, in milliseconds. Workers: Infinity; the command: some seconds. */
  readonly forMs: number;
  /** Told when a call starts to wait (with what for) and, with undefined, when the store answered again. */
  readonly onWait?: (waitingFor: string | undefined) => void;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;

interface ServiceError {
  readonly name: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

/** Status of the store's answer, or undefined where none came. */
export function httpStatusOf(error: unknown): number | undefined {
  return (error as ServiceError | undefined)?.$metadata?.httpStatusCode;
}

/** Worth asking again: no answer, a server error (507 out of space too), 409 of racing puts, 429 and 408. Missing keys are not. */
export function isPassing(error: unknown): boolean {
  if ((error as ServiceError | undefined)?.name === 'CredentialsProviderError') return false;
  const status = httpStatusOf(error);
  return status === undefined || status >= 500 || status === 409 || status === 429 || status === 408;
}

/** Asks until the store answers, patience ends or the signal aborts. A 4xx throws `store_refused` at once. */
export async function askStore<T>(
  what: string,
  patience: Patience,
  signal: AbortSignal | undefined,
  ask: () => Promise<T>,
): Promise<T> {
  const startedAt = Date.now();
  let waited = false;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      const answer = await ask();
      if (waited) patience.onWait?.(undefined);
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      const { name, message, code } = error as ServiceError;
      if (!isPassing(error)) {
        throw new MmsynthError(
          'store_refused',
          `the object store refused to ${what}: ${name} (${message}); check MMSYNTH_STORE, the bucket and the AWS_* credentials.`,
          { cause: error },
        );
      }
      if (Date.now() - startedAt + pause > patience.forMs) {
        throw new MmsynthError(
          'store_unreachable',
          `the object store does not answer (could not ${what}: ${code ?? name}); start it with \`mmsynth up\` or check AWS_ENDPOINT_URL_S3.`,
          { cause: error },
        );
      }
      waited = true;
      patience.onWait?.(`object store: ${code ?? name}`);
      await sleep(pause, undefined, signal ? { signal } : {});
    }
  }
}

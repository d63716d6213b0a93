import { askUntilAnswered } from '../ask-until-answered.ts';
import { MmsynthError } from '../errors.ts';

export interface Patience {
  /** How long a call goes on asking a store that is down, in milliseconds. Workers: Infinity; the command: some seconds. */
  readonly forMs: number;
  /** Told when a call starts to wait (with what for) and, with undefined, when it waits no more. */
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

/** Codes by which stores refuse with a 4xx because a quota is full: versitygw and Ceph, MinIO. */
const quotaCodes: readonly string[] = ['QuotaExceeded', 'XMinioAdminBucketQuotaExceeded'];

/** The store answers and has no room: a full disk (507), or a full quota, which comes as a 4xx. */
export function isOutOfSpace(error: unknown): boolean {
  return httpStatusOf(error) === 507 || quotaCodes.includes((error as ServiceError | undefined)?.name ?? '');
}

/** Worth asking again: no answer, a server error, no room, 409 of racing puts, 429 and 408. Missing keys are not. */
export function isPassing(error: unknown): boolean {
  if ((error as ServiceError | undefined)?.name === 'CredentialsProviderError') return false;
  if (isOutOfSpace(error)) return true;
  const status = httpStatusOf(error);
  return status === undefined || status >= 500 || status === 409 || status === 429 || status === 408;
}

/** Asks until the store answers, patience ends or the signal aborts. A 4xx throws `store_refused` at once. */
export function askStore<T>(
  what: string,
  patience: Patience,
  signal: AbortSignal | undefined,
  ask: () => Promise<T>,
): Promise<T> {
  return askUntilAnswered(
    ask,
    (error) =>
      isPassing(error)
        ? {
            kind: 'passing',
            waitingFor: `object store: ${troubleOf(error as ServiceError)}`,
            whenGivenUp: unreachable(what, error as ServiceError),
          }
        : { kind: 'final', error: refused(what, error as ServiceError) },
    { ...patience, signal, firstPauseMs, longestPauseMs },
  );
}

const troubleOf = (error: ServiceError): string =>
  isOutOfSpace(error) ? `out of space (${error.name})` : (error.code ?? error.name);

function refused(what: string, error: ServiceError): MmsynthError {
  return new MmsynthError(
    'store_refused',
    `the object store refused to ${what}: ${error.name} (${error.message}); check MMSYNTH_STORE, the bucket and the AWS_* credentials.`,
    { cause: error },
  );
}

function unreachable(what: string, error: ServiceError): MmsynthError {
  return new MmsynthError(
    'store_unreachable',
    isOutOfSpace(error)
      ? `the object store has no room (could not ${what}: ${error.name}); free space in it or raise its quota.`
      : `the object store does not answer (could not ${what}: ${troubleOf(error)}); start it with \`mmsynth up\` or check AWS_ENDPOINT_URL_S3.`,
    { cause: error },
  );
}

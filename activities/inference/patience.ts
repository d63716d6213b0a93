import type { InferenceError } from './errors.ts';

/** Counted failures after which a request is given up. */
const longest = 8;

/**
 * Whose fault a failure is. An attempt counts against the request only if the endpoint answered another one since this
 * request's previous attempt: while everything fails, it is the endpoint, and the request waits. Rate limits never count.
 */
export interface Patience {
  /** Failed attempts so far, counted or not. */
  readonly failures: number;
  /** Failures in a row that nothing could be said about, as nothing else was answered. */
  readonly inDoubt: number;
  /** Notes a retryable failure; false when the request is to be given up. */
  failed(error: InferenceError): boolean;
}

/** @param answered number of requests the endpoint has answered so far */
export function createPatience(answered: () => number): Patience {
  let mark = answered();
  let counted = 0;
  let failures = 0;
  let inDoubt = 0;
  return {
    get failures() {
      return failures;
    },
    get inDoubt() {
      return inDoubt;
    },
    failed(error) {
      failures += 1;
      if (error.code === 'rate_limited') return true;
      const now = answered();
      if (now > mark) {
        counted += 1;
        inDoubt = 0;
      } else {
        inDoubt += 1;
      }
      mark = now;
      return counted < longest;
    },
  };
}

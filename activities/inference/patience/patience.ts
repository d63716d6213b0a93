import type { InferenceError } from '../errors.ts';

/** Counted failures after which a request is given up. */
const longest = 8;
/** Failures without a word from the endpoint on anything else, from which on it is asked something harmless. */
const doubtsBeforeCanary = 6;
/** What such failures count for once the endpoint answered that: three more, each beside an answered canary, end it. */
const doubtsWeigh = 5;

/**
 * Whose fault a failure is. An attempt counts against the request only if the endpoint answered another one since this
 * request's previous attempt: while everything fails, it is the endpoint, and the request waits. Rate limits never count.
 */
export interface Patience {
  /** Failed attempts so far, counted or not. */
  readonly failures: number;
  /** Whether only an answer to another request can tell whose fault the last failure was. */
  readonly wantsCanary: boolean;
  /** Notes that the endpoint answered a canary. */
  vouched(): void;
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
    get wantsCanary() {
      return inDoubt >= doubtsBeforeCanary;
    },
    vouched() {
      if (inDoubt >= doubtsBeforeCanary) counted = Math.max(counted, doubtsWeigh);
    },
    failed(error) {
      failures += 1;
      if (error.code === 'rate_limited') return true;
      const now = answered();
      if (now > mark) counted += 1;
      else inDoubt += 1;
      mark = now;
      return counted < longest;
    },
  };
}

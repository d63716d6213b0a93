import { ItemFailure } from '../../../recipes/outcome.ts';
import { MmsynthError } from '../../errors.ts';
import { backoffMs, parseRetryAfter, sleep } from '../../inference/patience/backoff.ts';
import { InferenceError } from '../../inference/index.ts';
import { createGate } from '../../inference/admission/gate.ts';
import type { HttpReply, HttpRequest, Transport } from '../../inference/wire/transport.ts';

/** Requests at a service at once. @default 4: the cheapest plans allow few a second */
const placesAtMost = 4;
/** Answers of 500 to one request, after which the request is at fault and not the service. */
const faultsAtMost = 6;

export interface CalledService {
  /** Sends a request until it is answered; the answer's body. */
  call(request: Omit<HttpRequest, 'signal'>, signal: AbortSignal): Promise<Buffer>;
  waitingFor(): string | undefined;
}

/**
 * Asks a service. While it is down, too slow, or wants fewer requests (429, 502 to 504) it is waited for, as long as Retry-After
 * says; a request that it refuses, or fails at again and again, is the item's `retrieval_error`; a key that it refuses concerns
 * every item and is `endpoint_rejects`.
 *
 * @param redact a text without the key
 */
export function calledService(name: string, transport: Transport, redact: (text: string) => string): CalledService {
  const gate = createGate((inFlight) => (inFlight < placesAtMost ? true : undefined));
  const waiting = new Map<symbol, string>();

  async function once(request: Omit<HttpRequest, 'signal'>, signal: AbortSignal): Promise<HttpReply> {
    const { leave } = await gate.enter({ signal });
    try {
      return await transport.send({ ...request, signal });
    } finally {
      leave();
    }
  }

  return {
    async call(request, signal) {
      const me = Symbol(name);
      let faults = 0;
      try {
        for (let failures = 1; ; failures++) {
          const trouble = await troubleOf(once(request, signal));
          if (Buffer.isBuffer(trouble)) return trouble;
          const said = redact(`${name}: ${trouble.message}`);
          if (trouble.code === 'fatal')
            throw new MmsynthError('endpoint_rejects', `${said}; check its key and address.`);
          if (trouble.status === 500) faults += 1;
          if (trouble.code === 'bad_request' || faults >= faultsAtMost)
            throw new ItemFailure('retrieval_error', said, { why: trouble.reason });
          waiting.set(me, said);
          await sleep(backoffMs(trouble, failures), signal);
        }
      } finally {
        waiting.delete(me);
      }
    },
    waitingFor: () => waiting.values().next().value,
  };
}

/** The body of a good answer, else what is wrong. */
async function troubleOf(answering: Promise<HttpReply>): Promise<Buffer | InferenceError> {
  try {
    const { status, headers, body } = await answering;
    if (status === 200) return body;
    const said = `HTTP ${status} ${body.toString('utf8', 0, 300).replace(/\s+/gu, ' ')}`.trim();
    const retryAfterMs = parseRetryAfter(headers['retry-after'], Date.now());
    return new InferenceError(codeOf(status), said, { reason: `http_${status}`, status, retryAfterMs });
  } catch (error) {
    if (error instanceof InferenceError) return error;
    throw error;
  }
}

function codeOf(status: number): 'rate_limited' | 'transient' | 'fatal' | 'bad_request' {
  if (status === 429) return 'rate_limited';
  if (status >= 500 || status === 408) return 'transient';
  if (status === 401 || status === 402 || status === 403 || status === 404 || status < 400) return 'fatal';
  return 'bad_request';
}

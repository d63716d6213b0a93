import { concurrencyCeiling, type ModelSettings } from '../campaigns/model-settings.ts';
import { sendAttempt, type Wire } from './wire/attempt.ts';
import { backoffMs, sleep } from './patience/backoff.ts';
import { answersCanary } from './patience/canary.ts';
import type { Completion, CompletionRequest } from './completion.ts';
import type { EndpointStatus } from './endpoint-status.ts';
import { InferenceError, isRetryable } from './errors.ts';
import { createGate } from './admission/gate.ts';
import type { ImageLoader } from './images/images.ts';
import type { Limit } from './admission/limit.ts';
import { createPatience, type Patience } from './patience/patience.ts';
import { createReplicas, type Lease } from './replicas.ts';
import { watchServerQueue } from './admission/server-queue.ts';

/** One endpoint name: a gate, the base URLs behind it, and the way of a request through both. */
export interface Endpoint {
  complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion>;
  settings(): ModelSettings;
  configure(settings: ModelSettings): void;
  status(): EndpointStatus;
  close(): void;
}

/** Failures of any requests in a row after which the endpoint is asked something harmless: the last items may be just those it fails on. */
const failuresBeforeCanary = 6;

type Embed = CompletionRequest['body']['embed'];
type LoadedImages = Awaited<ReturnType<ImageLoader['load']>>;

/** Requests beyond the gate whose images are being read, so that a freed place is filled at once. */
const fewestAhead = 32;
const mostAhead = 128;

export interface EndpointParts {
  readonly wire: Wire;
  readonly images: ImageLoader;
  readonly limitOf: (settings: ModelSettings) => Limit;
}

export function createEndpoint(name: string, initial: ModelSettings, parts: EndpointParts): Endpoint {
  const { wire, images } = parts;
  let settings = initial;
  let answered = 0;
  let failedAttempts = 0;
  let backingOff = 0;
  let failedInARow = 0;
  let askingCanary = false;
  let lastFailure = '';
  let limit = parts.limitOf(settings);
  const replicas = createReplicas(settings.baseUrls, () => gate.wake());
  const gate = createGate<Lease>((inFlight, affinity) =>
    inFlight < limit.current() ? replicas.claim(affinity) : undefined,
  );
  const line = createGate((preparing) =>
    preparing < Math.min(mostAhead, Math.max(fewestAhead, limit.current())) ? true : undefined,
  );

  const watch = watchServerQueue(
    wire,
    () => (limit.queued !== undefined && gate.inFlight > 0 ? settings.baseUrls : []),
    (queue) => limit.queued?.(queue, gate.inFlight),
  );

  async function attempt(
    lease: Lease,
    { body }: CompletionRequest,
    ahead: LoadedImages | undefined,
    signal: AbortSignal,
  ) {
    try {
      const loaded = ahead ?? (await images.load(body.messages, settings.image, signal));
      const completion = await sendAttempt(wire, { settings, baseUrl: lease.url, body, images: loaded, signal });
      answered += 1;
      failedInARow = 0;
      replicas.settle(lease, undefined);
      limit.succeeded({
        latencyMs: completion.latencyMs,
        inFlight: gate.inFlight,
        completionTokens: completion.usage.completionTokens,
      });
      return completion;
    } catch (error) {
      replicas.settle(lease, error instanceof InferenceError ? error : null);
      if (!(error instanceof InferenceError)) throw error;
      if (error.status === 429 || error.status === 503) limit.rejected();
      if (error.code === 'transient') failedInARow += 1;
      return error;
    }
  }

  function admitted({ admit }: CompletionRequest, lease: Lease, leave: () => void): void {
    try {
      admit?.();
    } catch (error) {
      replicas.settle(lease, null);
      leave();
      throw error;
    }
  }

  /** Whether the endpoint answers something harmless, where nothing else tells. One request at a time finds out for all. */
  async function vouches(patience: Patience, { url }: Lease, embed: Embed, signal: AbortSignal): Promise<boolean> {
    if (askingCanary || (!patience.wantsCanary && failedInARow < failuresBeforeCanary)) return false;
    askingCanary = true;
    try {
      if (!(await answersCanary(wire, settings, url, signal, embed))) return false;
      answered += 1;
      failedInARow = 0;
      replicas.alive(url);
      return true;
    } finally {
      askingCanary = false;
    }
  }

  async function backOff(ms: number, signal: AbortSignal): Promise<void> {
    backingOff += 1;
    try {
      await sleep(ms, signal);
    } finally {
      backingOff -= 1;
    }
  }

  return {
    async complete(request, signal) {
      const { affinity, body } = request;
      const patience = createPatience(() => answered);
      const place = await line.enter({ affinity, signal });
      try {
        for (let attempts = 1; ; attempts += 1) {
          // Presigned URLs are made with a place at the gate, or they would expire in a long wait for it.
          const ahead =
            settings.image.as === 'data' ? await images.load(body.messages, settings.image, signal) : undefined;
          const { claimed: lease, leave } = await gate.enter({ affinity, front: attempts > 1, signal });
          place.leave();
          admitted(request, lease, leave);
          const outcome = await attempt(lease, request, ahead, signal).finally(leave);
          if (!(outcome instanceof InferenceError)) return { ...outcome, attempts };
          failedAttempts += 1;
          lastFailure = outcome.message;
          if (!isRetryable(outcome) || !patience.failed(outcome)) throw outcome;
          await backOff(backoffMs(outcome, patience.failures), signal);
          if (await vouches(patience, lease, body.embed, signal)) patience.vouched();
        }
      } finally {
        place.leave();
      }
    },
    settings: () => settings,
    configure(next) {
      const found = next.concurrency === 'auto';
      if (found === (settings.concurrency === 'auto')) limit.configure(concurrencyCeiling(next));
      else limit = parts.limitOf(next);
      settings = next;
      replicas.configure(next.baseUrls);
      gate.wake();
      line.wake();
    },
    status() {
      const baseUrls = replicas.status();
      const stuck = baseUrls.every(({ state }) => state !== 'up') || (gate.inFlight === 0 && backingOff > 0);
      const idle = gate.waiting + backingOff + gate.inFlight === 0;
      return {
        name,
        baseUrls,
        limit: limit.current(),
        inFlight: gate.inFlight,
        waiting: gate.waiting + line.waiting,
        backingOff,
        answered,
        failedAttempts,
        ...(stuck && !idle && { waitingFor: lastFailure }),
      };
    },
    close() {
      watch.stop();
      replicas.close();
    },
  };
}

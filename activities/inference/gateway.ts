import { concurrencyCeiling, type ModelSettings } from '../campaigns/model-settings.ts';
import { createAdaptiveLimit } from './admission/adaptive-limit.ts';
import { onAbort } from './abort.ts';
import type { Wire } from './wire/attempt.ts';
import type { Environment } from './wire/base-url.ts';
import type { Completion, CompletionRequest } from './completion.ts';
import type { EndpointStatus } from './endpoint-status.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { InferenceError } from './errors.ts';
import { createImageLoader, type ImageSource } from './images/images.ts';
import { probeEndpoint, type ProbeResult } from './probe.ts';
import { createFormatMemory } from './wire/response-format.ts';
import { createCappedLimit, type Limit } from './admission/limit.ts';
import { createTransport } from './wire/transport.ts';

export interface GatewayOptions {
  /** Endpoints by name. */
  readonly models: Readonly<Record<string, ModelSettings>>;
  readonly images: ImageSource;
  /** Where API keys and the local stack's base URL are read, at call time. */
  readonly environment: Environment;
  /** Encoded image bytes kept in memory. @default 64 MB */
  readonly imageCacheBytes?: number;
  /**
   * How many requests an endpoint may have in flight. @default its configured `concurrency`, narrowed only while the endpoint
   * rejects; with `auto`, `createAdaptiveLimit` finds it.
   */
  readonly limitOf?: (settings: ModelSettings) => Limit;
}

/** The way to every inference endpoint. One gateway a worker: all shards share an endpoint's gate. */
export interface Gateway {
  /**
   * One answer. Waits for its turn, asks again after transient errors and rate limits, and waits for as long as the whole
   * endpoint fails; only the signal ends that.
   *
   * @throws InferenceError `transient`, `refused`, `bad_request`, `image_unreadable` (the item's) or `fatal` (the campaign's);
   *   the signal's reason; what the image source throws
   */
  complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion>;
  status(): readonly EndpointStatus[];
  /** Asks an endpoint's base URLs for their models, for `launch` and `doctor`. */
  probe(model: string, signal?: AbortSignal): Promise<ProbeResult>;
  /** Takes new base URLs, limits and keys while requests run. Names no longer there are closed. */
  configure(models: Readonly<Record<string, ModelSettings>>): void;
  /** Aborts what is under way and closes every connection. */
  close(): Promise<void>;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { images, environment, imageCacheBytes = 64 * 1024 * 1024, limitOf = limitFor } = options;
  const transport = createTransport();
  const wire: Wire = { transport, formats: createFormatMemory(), environment };
  const parts = { wire, images: createImageLoader(images, imageCacheBytes), limitOf };
  const endpoints = new Map<string, Endpoint>();
  const underWay = new Map<AbortController, Promise<unknown>>();

  function configure(next: GatewayOptions['models']): void {
    for (const [name, endpoint] of endpoints) {
      if (name in next) continue;
      endpoint.close();
      endpoints.delete(name);
    }
    for (const [name, settings] of Object.entries(next)) {
      const known = endpoints.get(name);
      if (known === undefined) endpoints.set(name, createEndpoint(name, settings, parts));
      else known.configure(settings);
    }
  }
  configure(options.models);

  function endpointOf(name: string): Endpoint {
    const endpoint = endpoints.get(name);
    if (endpoint === undefined) {
      throw new InferenceError('fatal', `no endpoint is named '${name}'`, { reason: 'unknown_endpoint' });
    }
    return endpoint;
  }

  return {
    async complete(request, signal) {
      signal.throwIfAborted();
      const own = new AbortController();
      const stopListening = onAbort(signal, () => own.abort(signal.reason));
      const answer = endpointOf(request.model).complete(request, own.signal);
      underWay.set(own, answer);
      try {
        return await answer;
      } finally {
        underWay.delete(own);
        stopListening();
      }
    },
    status: () => [...endpoints.values()].map((endpoint) => endpoint.status()),
    async probe(model, signal = new AbortController().signal) {
      return probeEndpoint(wire, endpointOf(model).settings(), signal);
    },
    configure,
    async close() {
      const reason = new InferenceError('transient', 'the gateway was closed', { reason: 'closed' });
      for (const request of underWay.keys()) request.abort(reason);
      await Promise.allSettled(underWay.values());
      for (const endpoint of endpoints.values()) endpoint.close();
      transport.close();
    },
  };
}

/** The configured limit, or the one that is found where the settings say `auto`. */
function limitFor(settings: ModelSettings): Limit {
  const max = concurrencyCeiling(settings);
  return settings.concurrency === 'auto' ? createAdaptiveLimit({ max }) : createCappedLimit(max);
}

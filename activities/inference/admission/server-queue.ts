import type { Wire } from '../wire/attempt.ts';
import { resolveBaseUrl } from '../wire/base-url.ts';
import type { ServerQueue } from './limit.ts';

/** Time between two looks, in ms. vLLM renews its gauges about every half second. */
const everyMs = 2_000;
const timeoutMs = 1_000;

export interface ServerQueueWatch {
  stop(): void;
}

/**
 * Looks every two seconds at the `/metrics` of those base URLs that have one (vLLM), and reports how many requests wait and run
 * there. A base URL that answers without those gauges is not asked again; one that does not answer is.
 */
export function watchServerQueue(
  { transport, environment }: Wire,
  baseUrls: () => readonly string[],
  report: (queue: ServerQueue) => void,
): ServerQueueWatch {
  const without = new Set<string>();
  const stopped = new AbortController();
  let looking = false;

  async function read(baseUrl: string): Promise<ServerQueue | undefined> {
    const url = metricsUrl(resolveBaseUrl(baseUrl, environment).models);
    const reply = await transport.send({ method: 'GET', url, headers: {}, timeoutMs, signal: stopped.signal });
    const queue = reply.status === 200 ? readGauges(reply.body.toString('utf8')) : undefined;
    if (queue === undefined && reply.status < 500) without.add(baseUrl);
    return queue;
  }

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    const candidates = baseUrls().filter((url) => !without.has(url));
    const found = await Promise.all(candidates.map((url) => read(url).catch(() => undefined)));
    looking = false;
    const queues = found.filter((queue) => queue !== undefined);
    if (queues.length > 0 && !stopped.signal.aborted) report(queues.reduce(together));
  }

  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      stopped.abort();
    },
  };
}

const together = (a: ServerQueue, b: ServerQueue): ServerQueue => ({
  waiting: a.waiting + b.waiting,
  running: a.running + b.running,
});

/** vLLM serves its gauges beside `/v1`, not below it. */
function metricsUrl(models: URL): URL {
  const url = new URL(models);
  url.pathname = url.pathname.replace(/(?:\/v1)?\/models$/, '/metrics');
  return url;
}

/** Sums over all models of a Prometheus text; undefined where there are no such gauges. */
export function readGauges(text: string): ServerQueue | undefined {
  const waiting = gauge(text, 'vllm:num_requests_waiting');
  const running = gauge(text, 'vllm:num_requests_running');
  return waiting === undefined || running === undefined ? undefined : { waiting, running };
}

function gauge(text: string, name: string): number | undefined {
  const found = [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})?\\s+([\\d.eE+]+)`, 'gm'))];
  return found.length === 0 ? undefined : found.reduce((sum, [, value]) => sum + Number(value), 0);
}

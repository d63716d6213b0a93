import type { Wire } from './attempt.ts';
import { resolveBaseUrl } from './base-url.ts';

/** Time between two looks, in ms. vLLM renews its gauges about every half second. */
const everyMs = 2_000;
const timeoutMs = 1_000;

export interface ServerQueueWatch {
  stop(): void;
}

/**
 * Looks every two seconds at the `/metrics` of those base URLs that have one (vLLM), and reports how many requests wait there. A
 * base URL without that gauge is not asked again.
 */
export function watchServerQueue(
  wire: Wire,
  baseUrls: () => readonly string[],
  report: (waiting: number) => void,
): ServerQueueWatch {
  const without = new Set<string>();
  const stopped = new AbortController();

  async function look(): Promise<void> {
    const candidates = baseUrls().filter((url) => !without.has(url));
    const found = await Promise.all(
      candidates.map(async (url) => {
        const waiting = await readWaiting(wire, url, stopped.signal).catch(() => undefined);
        if (waiting === undefined) without.add(url);
        return waiting ?? 0;
      }),
    );
    if (found.length > 0 && !stopped.signal.aborted) report(found.reduce((sum, waiting) => sum + waiting, 0));
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

/** The gauge's sum over all models; undefined where there is no such gauge. */
async function readWaiting(
  { transport, environment }: Wire,
  baseUrl: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const url = new URL(resolveBaseUrl(baseUrl, environment).models);
  url.pathname = url.pathname.replace(/\/v1\/models$/, '/metrics');
  const { status, body } = await transport.send({ method: 'GET', url, headers: {}, timeoutMs, signal });
  if (status !== 200) return undefined;
  const gauges = [...body.toString('utf8').matchAll(/^vllm:num_requests_waiting(?:\{[^}]*\})? ([\d.eE+]+)$/gm)];
  return gauges.length === 0 ? undefined : gauges.reduce((sum, [, value]) => sum + Number(value), 0);
}

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { InferenceError } from '../../../activities/inference/errors.ts';
import type { ServerQueue } from '../../../activities/inference/admission/limit.ts';
import { createFormatMemory } from '../../../activities/inference/wire/response-format.ts';
import { readGauges, watchServerQueue } from '../../../activities/inference/admission/server-queue.ts';

const gauges = (waiting: number, running: number): string =>
  [
    '# HELP vllm:num_requests_running Number of requests in model execution batches.',
    '# TYPE vllm:num_requests_running gauge',
    `vllm:num_requests_running{engine="0",model_name="m"} ${running}.0`,
    '# TYPE vllm:num_requests_waiting gauge',
    `vllm:num_requests_waiting{engine="0",model_name="m"} ${waiting}.0`,
    'vllm:num_requests_waiting_by_reason{reason="capacity"} 7.0',
  ].join('\n');

type Reply = { readonly status: number; readonly text: string } | 'down';

/** Watches base URLs whose `/metrics` answer by script; `pass` lets a look go by. */
function watched(replies: Readonly<Record<string, () => Reply>>) {
  const asked: string[] = [];
  const reports: ServerQueue[] = [];
  const transport = {
    async send({ url }: { readonly url: URL }) {
      asked.push(url.href);
      const reply = replies[url.href]?.() ?? { status: 404, text: 'not found' };
      if (reply === 'down') throw new InferenceError('transient', 'refused', { reason: 'connection_refused' });
      return { status: reply.status, headers: {}, body: Buffer.from(reply.text) };
    },
    close: () => undefined,
  };
  const wire = { transport, formats: createFormatMemory(), environment: {} };
  const baseUrls = Object.keys(replies).map((url) => url.replace(/\/metrics$/, '/v1'));
  const watch = watchServerQueue(
    wire,
    () => baseUrls,
    (queue) => reports.push(queue),
  );
  return { asked, reports, watch, pass: () => jest.advanceTimersByTimeAsync(2_000) };
}

describe("the watch of a server's own queue", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('reads the gauges of vLLM, of all its models together, and no other line', () => {
    expect(readGauges(gauges(3, 8))).toEqual({ waiting: 3, running: 8 });
    expect(readGauges(`${gauges(3, 8)}\n${gauges(1, 2)}`)).toEqual({ waiting: 4, running: 10 });
    expect(readGauges('vllm:num_requests_running 4.0\nvllm:num_requests_waiting 1.2e+01')).toEqual({
      waiting: 12,
      running: 4,
    });
    expect(readGauges('process_cpu_seconds_total 12')).toBeUndefined();
  });

  it('reports what waits and runs at all base URLs together', async () => {
    const { reports, watch, pass } = watched({
      'http://a/metrics': () => ({ status: 200, text: gauges(3, 8) }),
      'http://b/metrics': () => ({ status: 200, text: gauges(0, 5) }),
    });
    await pass();
    await pass();
    watch.stop();
    await pass();
    expect(reports).toEqual([
      { waiting: 3, running: 13 },
      { waiting: 3, running: 13 },
    ]);
  });

  it('asks a base URL without gauges once only, and one that was down again', async () => {
    let down = true;
    const { asked, reports, watch, pass } = watched({
      'http://plain/metrics': () => ({ status: 404, text: '' }),
      'http://vllm/metrics': () => (down ? 'down' : { status: 200, text: gauges(1, 2) }),
    });
    await pass();
    down = false;
    await pass();
    watch.stop();
    expect(asked).toEqual(['http://plain/metrics', 'http://vllm/metrics', 'http://vllm/metrics']);
    expect(reports).toEqual([{ waiting: 1, running: 2 }]);
  });
});

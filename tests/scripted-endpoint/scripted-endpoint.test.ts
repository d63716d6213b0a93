import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { chatBody } from '../../bench/scripted-endpoint/bodies.ts';
import { drawLatency } from '../../bench/scripted-endpoint/draws.ts';
import { scriptedOptions, type ScriptedOptions } from '../../bench/scripted-endpoint/options.ts';
import { startScriptedEndpoint } from '../../bench/scripted-endpoint/server.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});
async function start(options: ScriptedOptions) {
  const endpoint = await startScriptedEndpoint(options);
  open.push(endpoint.close);
  return endpoint;
}
async function ask(baseUrl: string, row: number): Promise<string> {
  const url = `${baseUrl}/chat/completions`;
  const response = await fetch(url, { method: 'POST', body: chatBody(row, 0) }).catch(() => undefined);
  return response === undefined ? 'reset' : `${response.status} ${await response.text()}`;
}

describe('the scripted endpoint', () => {
  it('gives the same request the same answers and faults at every start', async () => {
    const options = { p429: 0.1, p500: 0.1, preset: 0.1, ptorn: 0.1, plength: 0.2 };
    const runs: string[][] = [];
    for (let run = 0; run < 2; run += 1) {
      const { baseUrl } = await start(options);
      const answers: string[] = [];
      for (let row = 0; row < 60; row += 1) answers.push(await ask(baseUrl, row), await ask(baseUrl, row));
      runs.push(answers);
    }
    expect(runs[0]).toEqual(runs[1]);
    const kinds = new Set(runs[0]?.map((answer) => answer.slice(0, 3)));
    expect(kinds).toEqual(new Set(['200', '429', '500', 'res']));
  });

  it('counts what was served, once or again, and which rows', async () => {
    const { baseUrl, stats, rows } = await start({});
    for (const row of [1, 2, 2, 3]) await ask(baseUrl, row);
    expect(stats()).toMatchObject({ asked: 4, served: 4, unique: 3, repeated: 1, rows: { distinct: 3, repeated: 1 } });
    expect(rows().get(2)).toBe(2);
  });

  it('keeps its counts in a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scripted-'));
    open.push(() => rm(folder, { recursive: true }));
    const countsFile = join(folder, 'counts');
    const first = await start({ countsFile });
    await ask(first.baseUrl, 1);
    await first.close();
    const second = await start({ countsFile });
    await ask(second.baseUrl, 1);
    expect(second.stats()).toMatchObject({ asked: 2, served: 2, unique: 1, repeated: 1 });
  });

  it('rejects beyond its queue and shows the queue as vLLM does', async () => {
    const { baseUrl, port, stats } = await start({ slots: 1, maxQueue: 1, latencyMs: 100 });
    const asked = [0, 1, 2].map((row) => ask(baseUrl, row));
    while (stats().asked < 3) await new Promise((resolve) => setTimeout(resolve, 2));
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('vllm:num_requests_waiting{model_name="scripted"} 1.0');
    expect((await Promise.all(asked)).map((answer) => answer.slice(0, 3)).toSorted()).toEqual(['200', '200', '429']);
    expect(stats().peak).toBe(1);
  });

  it('draws log-normal latencies around the mean', () => {
    const settings = scriptedOptions.parse({ latencyMs: 200, sigma: 0.8 });
    const draws = Array.from({ length: 20_000 }, (_, n) => drawLatency(settings, `ROW-${n}`));
    const mean = draws.reduce((sum, ms) => sum + ms, 0) / draws.length;
    const median = draws.toSorted((a, b) => a - b)[10_000] ?? 0;
    expect(Math.abs(mean - 200)).toBeLessThan(6);
    expect(Math.abs(median - 200 * Math.exp(-0.32))).toBeLessThan(6);
  });
});

import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { resultOf } from './compiled-program.ts';
import { startScriptedProcess } from './scripted-process.ts';
import type { ScriptedOptions } from './scripted-endpoint/options.ts';

/**
 * The whole path against an endpoint with faults: rows lost and doubled, cut-short answers taken for whole ones, answers bought
 * twice, and the time from first request to last over the ideal one (rows x latency / places). Exits 1 where a row is lost,
 * doubled or cut short.
 *
 *     node dist/bench/faults.js [--runs 3] [--n 2000] [--concurrency 64] [--latency 200] [--mix '{"p429":0.02}' …]
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    n: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '64' },
    latency: { type: 'string', default: '200' },
    mix: { type: 'string', multiple: true },
  },
});
const mixes: readonly ScriptedOptions[] = values.mix?.map((mix) => JSON.parse(mix) as ScriptedOptions) ?? [
  { p429: 0.02, p500: 0.02, plength: 0.01 },
  { preset: 0.02, ptorn: 0.02 },
];
const n = Number(values.n);
const idealMs = (n * Number(values.latency)) / Number(values.concurrency);

/** What the scripted endpoint says in full about a row. */
const whole = /^ROW-(\d+) [\w-]{16}$/;

interface Row {
  readonly row: number;
  readonly answer: string;
}

async function rowsOf(folder: string): Promise<readonly Row[]> {
  const text = await readFile(join(folder, 'out.jsonl'), 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]));
}

async function runMix(mix: ScriptedOptions, run: number): Promise<boolean> {
  const load = loadavg()[0]?.toFixed(2);
  const folder = await mkdtemp(join(tmpdir(), 'mmsynth-bench-'));
  const slots = Number(values.concurrency);
  const endpoint = await startScriptedProcess({ slots, latencyMs: Number(values.latency), seed: run, ...mix });
  try {
    const work = ['--base-url', endpoint.baseUrl, '--n', values.n, '--concurrency', values.concurrency];
    const { cpuMsPerRow } = await resultOf('run', [...work, '--workdir', folder]);
    const { spanMs, utilization, repeated, ends } = await endpoint.stats();
    const rows = await rowsOf(folder);
    const distinct = new Set(rows.map(({ row }) => row)).size;
    const found = {
      lost: n - distinct,
      doubled: rows.length - distinct,
      cutShort: rows.filter(({ row, answer }) => whole.exec(answer)?.[1] !== String(row)).length,
    };
    process.stdout.write(
      `${JSON.stringify({ mix, run, load, ...found, boughtTwice: repeated, overIdeal: Number((spanMs / idealMs).toFixed(3)), utilization, cpuMsPerRow, ends })}\n`,
    );
    return found.lost + found.doubled + found.cutShort === 0;
  } finally {
    await endpoint.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

let sound = true;
for (const mix of mixes) {
  for (let run = 1; run <= Number(values.runs); run++) sound = (await runMix(mix, run)) && sound;
}
process.exitCode = sound ? 0 : 1;

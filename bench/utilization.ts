import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startScriptedProcess } from './scripted-process.ts';

/**
 * Utilization of the endpoint by the whole path and by a bare keep-alive loop, in turn and against the same scripted endpoint:
 * what counts is the ratio within one run.
 *
 *     node dist/bench/utilization.js [--runs 5] [--n 2000] [--concurrency 64] [--latency 200] [--sigma 0] [--images] [--faults '{"p429":0.02}']
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    n: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '64' },
    latency: { type: 'string', default: '200' },
    sigma: { type: 'string', default: '0' },
    images: { type: 'boolean', default: false },
    faults: { type: 'string', default: '{}' },
  },
});
const imageBytes = 75_000;
const compiled = (name: string): string => fileURLToPath(new URL(`./${name}.js`, import.meta.url));

/** Last line a program of ours prints: its result as JSON. */
async function resultOf(name: string, args: readonly string[]): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [compiled(name), ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`${name} exited ${code}: ${text.slice(-400)}`);
  return JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

const endpoint = await startScriptedProcess({
  slots: Number(values.concurrency),
  latencyMs: Number(values.latency),
  sigma: Number(values.sigma),
  latencyBy: 'row',
  ...(JSON.parse(values.faults) as object),
});
const workdir = await mkdtemp(join(tmpdir(), 'mmsynth-bench-'));
const floors: number[] = [];
const ours: number[] = [];
const cpu: number[] = [];
try {
  for (let run = 1; run <= Number(values.runs); run++) {
    const load = loadavg()[0]?.toFixed(2);
    const shared = ['--base-url', endpoint.baseUrl, '--n', values.n, '--concurrency', values.concurrency];
    await endpoint.reset();
    await resultOf('floor', [...shared, ...(values.images ? ['--image-bytes', String(imageBytes)] : [])]);
    const floor = await endpoint.stats();
    await endpoint.reset();
    const result = await resultOf('run', [
      ...shared,
      '--workdir',
      join(workdir, String(run)),
      ...(values.images ? ['--images'] : []),
    ]);
    const path = await endpoint.stats();
    await rm(join(workdir, String(run)), { recursive: true, force: true });
    floors.push(floor.utilization);
    ours.push(path.utilization);
    cpu.push(Number(result['cpuMsPerRow']));
    process.stdout.write(
      `${JSON.stringify({ run, load, floor: floor.utilization, ours: path.utilization, ofFloor: path.utilization / floor.utilization, spanMs: path.spanMs, cpuMsPerRow: result['cpuMsPerRow'], cpuMs: result['cpuMs'], rows: path.rows })}\n`,
    );
  }
} finally {
  await endpoint.stop();
  await rm(workdir, { recursive: true, force: true });
}
const ratios = ours.map((value, i) => value / (floors[i] ?? NaN));
process.stdout.write(
  `${JSON.stringify({ median: { floor: median(floors), ours: median(ours), ofFloor: median(ratios), cpuMsPerRow: median(cpu) } })}\n`,
);

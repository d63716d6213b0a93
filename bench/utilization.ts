import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { resultOf } from './compiled-program.ts';
import { startScriptedProcess } from './scripted-process.ts';

/**
 * Utilization of the endpoint by the whole path and by a bare keep-alive loop, in turn and against the same scripted endpoint:
 * what counts is the ratio within one run. With `--two-call` an item is a generator's and a judge's request, and the loop makes
 * as many requests as both.
 *
 *     node dist/bench/utilization.js [--runs 5] [--n 2000] [--concurrency 64] [--latency 200] [--sigma 0] [--images | --two-call]
 *
 * `--ours auto` lets the campaign find the concurrency while the endpoint keeps its places.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    n: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '64' },
    ours: { type: 'string' },
    latency: { type: 'string', default: '200' },
    sigma: { type: 'string', default: '0' },
    images: { type: 'boolean', default: false },
    'two-call': { type: 'boolean', default: false },
  },
});
/** Bytes of the image in a request of the loop: as in the rows; with two calls, what makes its body as long as theirs on average. */
const imageBytes = values.images ? 75_000 : values['two-call'] ? 4_500 : 0;
const callsPerItem = values['two-call'] ? 2 : 1;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

const endpoint = await startScriptedProcess({
  slots: Number(values.concurrency),
  latencyMs: Number(values.latency),
  sigma: Number(values.sigma),
  latencyBy: 'row',
  ...(values['two-call'] && { answer: 'mmevol', rowIs: 'seed' }),
});
const workdir = await mkdtemp(join(tmpdir(), 'mmsynth-bench-'));
const floors: number[] = [];
const ours: number[] = [];
const cpu: number[] = [];
try {
  for (let run = 1; run <= Number(values.runs); run++) {
    const load = loadavg()[0]?.toFixed(2);
    const work = (items: number, concurrency: string): string[] => [
      '--base-url',
      endpoint.baseUrl,
      '--n',
      String(items),
      '--concurrency',
      concurrency,
    ];
    await endpoint.reset();
    const requests = Number(values.n) * callsPerItem;
    await resultOf('floor', [...work(requests, values.concurrency), '--image-bytes', String(imageBytes)]);
    const floor = await endpoint.stats();
    await endpoint.reset();
    const result = await resultOf(values['two-call'] ? 'two-call' : 'run', [
      ...work(Number(values.n), values.ours ?? values.concurrency),
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
      `${JSON.stringify({ run, load, floor: floor.utilization, ours: path.utilization, ofFloor: path.utilization / floor.utilization, spanMs: path.spanMs, served: path.served, cpuMsPerRow: result['cpuMsPerRow'], cpuMs: result['cpuMs'], rows: path.rows })}\n`,
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

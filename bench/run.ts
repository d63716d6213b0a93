import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { readLines } from '../activities/artifacts/dataset.ts';
import { readManifest } from '../activities/artifacts/manifest.ts';
import type { ArtifactStore } from '../activities/artifacts/store.ts';
import { launchCampaign } from '../cli/campaign/launch.ts';
import { workflowIdOf } from '../cli/campaign/known-campaign.ts';
import { openSession } from '../cli/session.ts';
import { readStack, startStack, stopStack } from '../infra/dev/index.ts';
import { roles } from '../temporal.config.ts';
import { runWorkers } from '../workers/run-workers.ts';
import { cpuMsOf, ownCpuMs } from './cpu-time.ts';
import { writeSeed } from './write-seed.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    n: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '64' },
    workdir: { type: 'string' },
    images: { type: 'boolean', default: false },
    'shard-items': { type: 'string', default: '128' },
    set: { type: 'string', multiple: true, default: [] },
  },
});
if (!values['base-url'] || !values.workdir) {
  process.stderr.write('usage: npm run bench -- --base-url URL --n N --concurrency C --workdir DIR [--images]\n');
  process.exit(2);
}
const n = Number(values.n);
const workdir = resolve(values.workdir);
const home = join(workdir, '.mmsynth');
process.env['MMSYNTH_HOME'] = home;

/** Rows in input order, with the number their prompt names. */
async function writeRows(store: ArtifactStore, campaign: string): Promise<number> {
  const out = createWriteStream(join(workdir, 'out.jsonl'));
  const place = { campaign, round: 1, stage: 'generate' };
  let rows = 0;
  for (const shard of (await readManifest(store, place, 1))?.shards ?? []) {
    for (const line of (await readLines(store, place, 'rows', shard.shard, shard.rows)) as {
      prompt: string;
      answer: string;
    }[]) {
      out.write(`${JSON.stringify({ row: Number(/ROW-(\d+)/.exec(line.prompt)?.[1]), answer: line.answer })}\n`);
      rows += 1;
    }
  }
  out.end();
  await once(out, 'finish');
  return rows;
}

await mkdir(workdir, { recursive: true });
await rm(join(workdir, 'out.jsonl'), { force: true });
await startStack({
  parts: ['temporal', 's3'],
  home,
  onProgress: ({ subject, message }) => process.stderr.write(`${subject}: ${message}\n`),
});
const session = openSession();
try {
  await writeSeed(workdir, n, values.images);
  const campaign = `bench-${Date.now()}`;
  const spec = join(workdir, 'spec.yaml');
  const generator = {
    model: 'bench',
    baseUrls: [values['base-url']],
    concurrency: Number(values.concurrency),
    maxTokens: 256,
  };
  await writeFile(
    spec,
    JSON.stringify({
      campaign,
      recipe: 'generate',
      input: { file: 'seed.jsonl', images: 'images' },
      shardItems: Number(values['shard-items']),
      models: { generator },
    }),
  );
  const workers = await runWorkers(roles);
  const { parts } = await readStack(home);
  const pids = Object.values(parts).map(({ process: { pid } }) => pid);
  const cpu = async (): Promise<number[]> => [ownCpuMs(), ...(await Promise.all(pids.map(cpuMsOf)))];
  const client = await session.client();
  await launchCampaign(spec, values.set, session);
  const before = await cpu();
  const startedAt = Date.now();
  await client.workflow.getHandle(workflowIdOf(campaign)).result();
  const seconds = (Date.now() - startedAt) / 1000;
  const used = (await cpu()).map((ms, i) => ms - (before[i] ?? 0));
  workers.shutdown();
  await workers.stopped;
  const rows = await writeRows(session.store(), campaign);
  process.stdout.write(
    `${JSON.stringify({ n, rows, seconds, cpuMsPerRow: used.reduce((a, b) => a + b, 0) / n, cpuMs: { worker: used[0], ...Object.fromEntries(Object.keys(parts).map((name, i) => [name, used[i + 1]])) }, rssMb: process.memoryUsage().rss / 2 ** 20 })}\n`,
  );
  process.exitCode = rows === n ? 0 : 1;
} finally {
  await session.close();
  await stopStack(home);
}
process.exit();

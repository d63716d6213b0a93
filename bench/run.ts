import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { readLines } from '../activities/artifacts/dataset.ts';
import { readManifest } from '../activities/artifacts/manifest.ts';
import type { ArtifactStore } from '../activities/artifacts/store.ts';
import { concurrencyOf, measureCampaign } from './measured-campaign.ts';
import { writeSeed } from './write-seed.ts';

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
  process.stderr.write('usage: npm run bench -- --base-url URL --n N --concurrency C|auto --workdir DIR [--images]\n');
  process.exit(2);
}
const n = Number(values.n);
const workdir = resolve(values.workdir);

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
await writeSeed(workdir, n, values.images);
const generator = {
  model: 'bench',
  baseUrls: [values['base-url']],
  concurrency: concurrencyOf(values.concurrency),
  maxTokens: 256,
};
const { figures, collected: rows } = await measureCampaign(
  {
    workdir,
    items: n,
    spec: {
      recipe: 'generate',
      input: { file: 'seed.jsonl', images: 'images' },
      shardItems: Number(values['shard-items']),
      models: { generator },
    },
    assignments: values.set,
  },
  writeRows,
);
process.stdout.write(`${JSON.stringify({ n, rows, ...figures })}\n`);
process.exit(rows === n ? 0 : 1);

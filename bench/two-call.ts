import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readManifest } from '../activities/artifacts/manifest.ts';
import { concurrencyOf, measureCampaign } from './measured-campaign.ts';
import { writeTwoCallSeed } from './write-two-call-seed.ts';

/**
 * Items of two calls, the second made from the first one's answer: MMEvol of one round over one question an image, a generator
 * and a judge at the same endpoint. Prints as `run.ts` does; exits 0 only when every item has its outcome.
 *
 *     node dist/bench/two-call.js --base-url URL --n 1000 --concurrency 64 --workdir DIR
 */
const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    n: { type: 'string', default: '1000' },
    concurrency: { type: 'string', default: '64' },
    workdir: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
  },
});
if (!values['base-url'] || !values.workdir) {
  process.stderr.write('usage: two-call.js --base-url URL --n N --concurrency C|auto --workdir DIR\n');
  process.exit(2);
}
const n = Number(values.n);
const workdir = resolve(values.workdir);
await mkdir(workdir, { recursive: true });
await writeTwoCallSeed(workdir, n);
const generator = {
  model: 'bench',
  baseUrls: [values['base-url']],
  concurrency: concurrencyOf(values.concurrency),
};
const { figures, collected: counts } = await measureCampaign(
  {
    workdir,
    items: n,
    spec: {
      recipe: 'mmevol',
      input: { file: 'seed.jsonl', images: 'images' },
      options: { rounds: 1 },
      models: { generator },
    },
    assignments: values.set,
  },
  async (store, campaign) => (await readManifest(store, { campaign, round: 1, stage: 'evolve' }, 1))?.counts,
);
process.stdout.write(`${JSON.stringify({ n, rows: counts?.total ?? 0, counts, ...figures })}\n`);
process.exit(counts?.total === n && counts.failed + counts.dropped + counts.kept === n ? 0 : 1);

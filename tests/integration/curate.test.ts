import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { readOutcomes } from '../../bench/dirty-dataset/read-outcomes.ts';
import { scoreParts } from '../../bench/dirty-dataset/score-parts.ts';
import { scoreCuration } from '../../bench/dirty-dataset/score.ts';
import { writeDirtyDataset, type DirtyDataset } from '../../bench/dirty-dataset/write-dataset.ts';
import { datasetOf } from '../campaign-harness/artifacts.ts';
import { until } from '../campaign-harness/until.ts';
import { boughtBeyondPlan } from '../campaign-harness/plan-bound.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(600_000);

const campaign = 'cleaned';
const scripted = { answer: 'curate', latencyMs: 20, slots: 8 } as const;
let quiet: World;
let world: World;
let dataset: DirtyDataset;

async function writeSpec(of: World): Promise<string> {
  dataset = await writeDirtyDataset(of.home, { seed: 11, clean: 100, ofEachKind: 2 });
  const judge = { model: 'scripted', baseUrls: [of.endpoint.baseUrl], concurrency: 8 };
  return of.writeSpec(campaign, {
    recipe: 'curate',
    input: { file: dataset.file, parts: { benchmark: dataset.benchmark } },
    models: { judge },
    options: { review: { hours: 1 } },
    shardItems: 16,
  });
}

/** Keeps the first flagged row and drops all others, by file. */
async function review(of: World): Promise<object> {
  await until('the review', async () => {
    const { code, stdout } = await of.command('review', campaign, '--json');
    return code === 0 && (JSON.parse(stdout) as { flagged: number }).flagged > 0;
  });
  const file = join(of.home, 'flagged.jsonl');
  await of.command('review', campaign, '--out', file);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const filled = lines.map((line, i) => JSON.stringify({ ...JSON.parse(line), verdict: i === 0 ? 'keep' : 'drop' }));
  await writeFile(file, `${filled.join('\n')}\n`);
  const { code, stdout, stderr } = await of.command('review', campaign, '--verdicts', file, '--json');
  return { stderr, code, ...(JSON.parse(stdout) as object) };
}

beforeAll(async () => {
  quiet = await openWorld({ photos: 1, endpoint: scripted });
  world = await openWorld({ photos: 1, endpoint: scripted });
  await quiet.startWorker();
});
afterAll(async () => {
  await quiet?.close();
  await world?.close();
});

describe('a dirty dataset, cleaned by code alone', () => {
  it('needs no model, and is rid of all that was planted for code', async () => {
    const made = await writeDirtyDataset(quiet.home, { seed: 3, clean: 100, ofEachKind: 2, forJudge: false });
    const spec = await quiet.writeSpec('by-code', {
      recipe: 'curate',
      input: { file: made.file, parts: { benchmark: made.benchmark } },
      models: {},
      options: { review: { hours: 0 }, quality: { minimum: 0 }, repetition: { minimum: 0 } },
      shardItems: 16,
    });
    const { code, stdout } = await quiet.command('launch', spec, '--watch', '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 0, usage: { requests: 0 } });
    const { code: byCode, judge } = scoreParts(made, await readOutcomes(quiet.store(), 'by-code'));
    expect(byCode.missed).toEqual([]);
    expect(byCode.wronglyDropped.length / byCode.clean).toBeLessThanOrEqual(0.02);
    expect(judge.planted).toBe(0);
  });
});

describe('a dirty dataset, cleaned once quietly and once with a worker killed among the judge’s answers', () => {
  let status: CampaignStatus;

  it('waits for the review and ends when the last verdict is in', async () => {
    await quiet.command('launch', await writeSpec(quiet), '--json');
    expect(await review(quiet)).toMatchObject({ code: 0, kept: 1, unreviewed: 0, state: 'closed' });
    status = await quiet.ended(campaign);
    expect(status).toMatchObject({ state: 'completed' });
  });

  it('buys no more than its plan tells', async () => {
    expect(await boughtBeyondPlan(quiet, await writeSpec(quiet), campaign)).toEqual([]);
  });

  it('releases nothing of what was planted, but what a person kept, and nearly all that is clean', async () => {
    const { released } = await readOutcomes(quiet.store(), campaign);
    const { missed, wronglyDropped, clean } = scoreCuration(dataset, released);
    expect(missed.length).toBeLessThanOrEqual(1);
    expect(wronglyDropped.length / clean).toBeLessThanOrEqual(0.02);
  });

  it('comes out the same, byte by byte, after a kill', async () => {
    const worker = await world.startWorker();
    await world.command('launch', await writeSpec(world), '--json');
    const half = Math.round((await quiet.endpoint.stats()).served / 2);
    await until(`${half} answers`, async () => (await world.endpoint.stats()).served >= half);
    await worker.end('SIGKILL');
    await world.startWorker();
    await review(world);
    expect(await world.ended(campaign)).toMatchObject({ state: 'completed' });
    const [wanted, got] = await Promise.all([quiet, world].map(({ store }) => datasetOf(store(), campaign)));
    expect(Object.keys(wanted ?? {}).length).toBeGreaterThan(6);
    expect(got).toEqual(wanted);
  });

  it('adds up, and can be audited, traced, exported and reported', async () => {
    const audit = await world.command('audit', campaign, '--verify', '--json');
    expect({ code: audit.code, ...(JSON.parse(audit.stdout) as object) }).toMatchObject({ code: 0, problems: [] });
    const out = join(world.home, 'out');
    const exported = await world.command('export', campaign, '--format', 'llava', '--out', out, '--json');
    const release = status.rounds.find(({ stage }) => stage === 'release');
    expect(JSON.parse(exported.stdout)).toMatchObject({ records: release?.items.kept, complete: true });
    const records = JSON.parse(await readFile(join(out, 'dataset.json'), 'utf8')) as { id: string }[];
    const traced = await world.command('trace', campaign, records[0]?.id ?? '', '--json');
    expect({ code: traced.code, stderr: traced.stderr }).toEqual({ code: 0, stderr: '' });
    const page = join(world.home, 'report.html');
    await world.command('report', campaign, '--out', page);
    const html = await readFile(page, 'utf8');
    const parts = ['Samples left after each stage', 'Leaks by benchmark', 'R7_digit_run', 'Nearest that are flagged'];
    expect(parts.filter((part) => !html.includes(part))).toEqual([]);
  });
});

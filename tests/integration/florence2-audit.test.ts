import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readDecisions } from '../../activities/campaigns/decisions.ts';
import { wilson } from '../../recipes/florence2/evaluation/wilson.ts';
import { journalOf, manifestsOf, rowsOf } from '../campaign-harness/artifacts.ts';
import { until } from '../campaign-harness/until.ts';
import { planBounds } from '../campaign-harness/plan-bound.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(300_000);

const campaign = 'audited';
const byModel = 'audited-by-a-model';
const size = 12;
let world: World;

async function writeSpec(name: string, audit: Record<string, unknown>): Promise<string> {
  const scriptedModel = { model: 'scripted', baseUrls: [world.endpoint.baseUrl], concurrency: 4 };
  return world.writeSpec(name, {
    recipe: 'florence2',
    input: { file: 'seed.jsonl' },
    options: {
      rounds: 2,
      specialists: [],
      chat: { samples: 2 },
      filters: { objectDegree: 1 },
      audit,
    },
    models: { chat: scriptedModel, ...('judge' in audit ? { judge: { ...scriptedModel, model: 'judge' } } : {}) },
  });
}

/** Fills in the review file of a round: the first `wrong` lines are wrong, the others right. */
async function judge(round: string, wrong: number): Promise<readonly Record<string, unknown>[]> {
  await until(`the audit of round ${round}`, async () => {
    const { code, stdout } = await world.command('review', campaign, '--round', round, '--json');
    return code === 0 && (JSON.parse(stdout) as { flagged: number }).flagged > 0;
  });
  const file = join(world.home, `round-${round}.jsonl`);
  await world.command('review', campaign, '--round', round, '--out', file);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const filled = read.map((line, at) => JSON.stringify({ ...line, verdict: at < wrong ? 'drop' : 'keep' }));
  await writeFile(file, `${filled.join('\n')}\n`);
  const given = await world.command('review', campaign, '--round', round, '--verdicts', file, '--json');
  expect({ stderr: given.stderr, ...(JSON.parse(given.stdout) as object) }).toMatchObject({
    kept: size - wrong,
    dropped: wrong,
    state: 'closed',
  });
  return read;
}

beforeAll(async () => void (world = await openWorld({ photos: 8, endpoint: { answer: 'florence2', slots: 4 } })));
afterAll(() => world?.close());

describe('a sample of each round, judged by people', () => {
  it('is written out and taken in, and a round found worse than the bound before is rejected', async () => {
    await world.startWorker();
    expect(await world.command('launch', await writeSpec(campaign, { size, hours: 1 }), '--json')).toMatchObject({
      code: 0,
    });
    const first = await judge('1', 1);
    expect(first).toHaveLength(size);
    for (const line of first) expect(line).toMatchObject({ reason: 'audit_sample', text: expect.any(String) });
    await judge('2', 10);
    expect(await world.ended(campaign)).toMatchObject({ state: 'completed' });
    const made = (await readDecisions(world.store(), campaign)).filter(({ kind }) => kind !== 'review');
    expect(made.map(({ kind, round }) => [kind, round])).toEqual([
      ['launch', undefined],
      ['accept', 1],
      ['reject', 2],
    ]);
    expect(made.at(-1)?.reason).toMatch(/^people found 16\.7 % of the sampled annotations right, below 64\.6 %/);
  });

  it('takes nothing from the data set', async () => {
    const manifests = await manifestsOf(world.store(), campaign);
    const rows = (stage: string) => manifests.find((one) => one.round === 1 && one.stage === stage)?.counts.rows;
    expect(rows('settle')).toBe(rows('merge'));
  });

  it('is shown in the report with its interval', async () => {
    const page = join(world.home, 'report.html');
    const { code, stdout } = await world.command('report', campaign, '--out', page, '--json');
    expect(code).toBe(0);
    const { low, high } = wilson(size - 1, size);
    expect(JSON.stringify(JSON.parse(stdout))).toContain(`"auditLow":${low}`);
    expect(JSON.stringify(JSON.parse(stdout))).toContain(`"auditHigh":${high}`);
    const html = await readFile(page, 'utf8');
    const parts = ['Judged by people', 'Round 1, all classes', '65\u202f% to 99\u202f%'];
    expect(parts.filter((part) => !html.includes(part))).toEqual([]);
  });

  it('is sound to the audit of the store', async () => {
    const { code, stdout } = await world.command('audit', campaign, '--verify', '--json');
    expect({ code, ...(JSON.parse(stdout) as { problems: unknown }) }).toMatchObject({ code: 0, problems: [] });
  });
});

describe('a sample of each round, judged by a model and by nobody else', () => {
  it('is waited for by none, and what the model found is counted apart', async () => {
    const spec = await writeSpec(byModel, { size, hours: 0, judge: {} });
    const launched = await world.command('launch', spec, '--watch', '--json');
    expect({ code: launched.code, stderr: launched.stderr }).toMatchObject({ code: 0 });
    const facts = (await manifestsOf(world.store(), byModel)).find(
      ({ round, stage }) => round === 1 && stage === 'evaluate',
    )?.facts;
    const rows = await rowsOf(world.store(), byModel, 1, 'judge');
    const right = rows.filter((row) => row['verdict'] === 'keep').length;
    // The scripted judge takes stripes for wrong.
    expect(right).toBeGreaterThan(0);
    expect(right).toBeLessThan(size);
    const { low } = wilson(right, size);
    expect(facts).toMatchObject({
      auditJudged: 0,
      modelAuditSampled: size,
      modelAuditJudged: size,
      modelAuditRight: right,
      modelAuditLow: low,
      modelAuditCompared: 0,
    });
  });

  it('is told by the plan, call for call', async () => {
    const spec = await writeSpec(byModel, { size, hours: 0, judge: {} });
    const [ofAnnotators, ofJudge] = [8 * 2 * 2, size * 2];
    expect(await planBounds(world, spec, byModel)).toEqual([
      { model: 'judge', bought: ofJudge, planned: ofJudge },
      { model: 'scripted', bought: ofAnnotators, planned: ofAnnotators },
    ]);
  });

  it('rests on journaled answers', async () => {
    const keys = new Set((await journalOf(world.store(), byModel)).map(({ key }) => key));
    const rows = await rowsOf(world.store(), byModel, 1, 'judge');
    expect(rows).toHaveLength(size);
    for (const { calls } of rows) expect(calls.map(({ key }) => keys.has(key))).toEqual([true]);
    const { code, stdout } = await world.command('audit', byModel, '--verify', '--json');
    expect({ code, ...(JSON.parse(stdout) as { problems: unknown }) }).toMatchObject({ code: 0, problems: [] });
  });

  it('is shown in the report under a heading of its own', async () => {
    const page = join(world.home, 'model.html');
    expect((await world.command('report', byModel, '--out', page)).code).toBe(0);
    const html = await readFile(page, 'utf8');
    expect(html).toContain('Judged by a model');
    expect(html).toContain('people judged none of them, so nothing is known of the judge');
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { readLines } from '../../activities/artifacts/dataset.ts';
import { samePlace } from '../../activities/artifacts/keys.ts';
import { reject } from '../../activities/artifacts/reject.ts';
import { readDecisions } from '../../activities/campaigns/decisions.ts';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { datasetOf, manifestsOf, rowsOf } from '../campaign-harness/artifacts.ts';
import { pictureRow } from '../../recipes/florence2/index.ts';
import { askedAgain, takeCensus, type Census } from '../campaign-harness/census.ts';
import { until } from '../campaign-harness/until.ts';
import { boughtBeyondPlan, planBounds } from '../campaign-harness/plan-bound.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(300_000);

const photos = 20;
const campaign = 'annotated';
const scripted = { answer: 'florence2', latencyMs: 30, slots: 4, prefuse: 0.1 } as const;
let quiet: World;
let world: World;
let quietEnd: CampaignStatus;

async function writeSpec(of: World, name: string): Promise<string> {
  const gold = [0, 1, 2].map((number) =>
    JSON.stringify({
      id: `gold-${number}`,
      image: `photos/${number}.jpg`,
      boxes: [{ label: 'patch', bbox: [0.1, 0.1, 0.5, 0.5] }],
      phrases: [{ phrase: 'a bright patch', boxes: [[0.1, 0.1, 0.5, 0.5]] }],
    }),
  );
  await writeFile(join(of.home, 'gold.jsonl'), `${gold.join('\n')}\n`);
  const scriptedModel = { model: 'scripted', baseUrls: [of.endpoint.baseUrl], concurrency: 4 };
  return of.writeSpec(name, {
    recipe: 'florence2',
    input: { file: 'seed.jsonl', parts: { gold: 'gold.jsonl' } },
    options: {
      rounds: 2,
      specialists: [],
      chat: { samples: 2 },
      filters: { objectDegree: 1 },
      regionText: { most: 2 },
    },
    models: { chat: scriptedModel, embedder: { ...scriptedModel, model: 'vectors' } },
  });
}

beforeAll(async () => {
  quiet = await openWorld({ photos, endpoint: scripted });
  world = await openWorld({ photos, endpoint: scripted });
});
afterAll(async () => {
  await quiet?.close();
  await world?.close();
});

describe('an engine of two rounds on twenty pictures', () => {
  let census: Census;

  it('annotates, measures, accepts and refines; a picture it cannot read is set aside and the round goes on', async () => {
    await quiet.startWorker();
    const launched = await quiet.command('launch', await writeSpec(quiet, campaign), '--watch', '--json');
    expect({ code: launched.code, stderr: launched.stderr }).toMatchObject({ code: 0 });
    quietEnd = JSON.parse(launched.stdout) as CampaignStatus;
    expect(quietEnd.state).toBe('completed');
    for (const { items } of quietEnd.rounds) expect(items.kept + items.dropped + items.failed).toBe(items.total);
    const first = quietEnd.rounds.find(({ round, stage }) => round === 1 && stage === 'annotate');
    expect(first?.items.failed).toBeGreaterThan(0);
    expect(first?.items.kept).toBeGreaterThan(10);
    const rows = (await rowsOf(quiet.store(), campaign, 2, 'settle')).map((row) => pictureRow.parse(row));
    const brief = rows.flatMap(({ annotations }) => annotations.filter(({ scoreKind }) => scoreKind === 'similarity'));
    expect(brief.length).toBeGreaterThan(10);
    expect(new Set(brief.map(({ text }) => text)).size).toBeGreaterThan(1);
    const settled = (await manifestsOf(quiet.store(), campaign)).filter(({ stage }) => stage === 'settle');
    expect(settled.map(({ facts }) => facts?.['accepted'])).toEqual([true, true]);
    expect(settled.at(-1)?.facts?.['map']).toBeCloseTo(1);
    const decisions = await readDecisions(quiet.store(), campaign);
    expect(decisions.map(({ kind, round }) => [kind, round])).toEqual([
      ['launch', undefined],
      ['accept', 1],
      ['accept', 2],
    ]);
  });

  it('buys no more than its plan tells, vectors of cuts among it', async () => {
    const spec = await writeSpec(quiet, campaign);
    expect((await planBounds(quiet, spec, campaign)).map(({ model }) => model)).toEqual(['scripted', 'vectors']);
    expect(await boughtBeyondPlan(quiet, spec, campaign)).toEqual([]);
  });

  it('ends like any other where its worker is killed in the middle of a round', async () => {
    const worker = await world.startWorker();
    const due = Math.round((await quiet.endpoint.stats()).served / 4);
    expect(await world.command('launch', await writeSpec(world, campaign), '--json')).toMatchObject({ code: 0 });
    await until(`${due} answers`, async () => (await world.endpoint.stats()).served >= due);
    await until('an answer in the journal', async () => (await takeCensus(world, campaign)).journaled.size > 0);
    await worker.end('SIGKILL');
    census = await takeCensus(world, campaign);
    await world.startWorker();
    expect(await world.ended(campaign)).toMatchObject({ state: 'completed' });
  });

  it('with the same manifests, rows and rejects, byte by byte', async () => {
    const [wanted, got] = await Promise.all([quiet, world].map(({ store }) => datasetOf(store(), campaign)));
    expect(Object.keys(wanted ?? {}).length).toBeGreaterThan(20);
    expect(got).toEqual(wanted);
  });

  it('and without asking again for an answer that was journaled', async () => {
    expect(census.journaled.size).toBeGreaterThan(0);
    expect(await askedAgain(world, census)).toEqual([]);
  });

  it('is sound to the audit', async () => {
    const { code, stdout } = await world.command('audit', campaign, '--verify', '--json');
    expect({ code, ...(JSON.parse(stdout) as { problems: unknown }) }).toMatchObject({ code: 0, problems: [] });
  });
});

describe('a threshold that is changed for the rounds to come', () => {
  it('is set on a fork: the rounds before stay, and what was asked is not asked again', async () => {
    const { served } = await quiet.endpoint.stats();
    const settings = ['--set', 'options.filters.area=[0.0005, 0.1]'];
    const forked = await quiet.command(
      'fork',
      campaign,
      '--from-round',
      '2',
      '--as',
      'stricter',
      ...settings,
      '--watch',
    );
    expect({ code: forked.code, stderr: forked.stderr }).toMatchObject({ code: 0 });
    expect((await quiet.endpoint.stats()).served).toBe(served);
    const reasons = async (name: string): Promise<ReadonlySet<string>> => {
      const place = { campaign: name, round: 2, stage: 'filter' };
      const sealed = (await manifestsOf(quiet.store(), name)).find((one) => samePlace(one, place));
      const read = (sealed?.shards ?? []).map(({ shard, rejects }) =>
        readLines(quiet.store(), place, 'rejects', shard, rejects),
      );
      return new Set((await Promise.all(read)).flat().map((line) => reject.parse(line).reason));
    };
    expect((await reasons(campaign)).has('too_large')).toBe(false);
    expect((await reasons('stricter')).has('too_large')).toBe(true);
  });
});

describe('a round that makes the measures worse', () => {
  it('is rejected, and the dataset of the round before stays', async () => {
    await quiet.endpoint.kill();
    await quiet.endpoint.start({ worsens: true });
    const launched = await quiet.command('launch', await writeSpec(quiet, 'worse'), '--watch', '--json');
    expect(launched.code).toBe(0);
    const manifests = await manifestsOf(quiet.store(), 'worse');
    const settled = manifests.filter(({ stage }) => stage === 'settle').sort((a, b) => a.round - b.round);
    expect(settled.map(({ facts }) => facts?.['accepted'])).toEqual([true, false]);
    expect(settled[1]?.facts?.['reason']).toMatch(/fell by .* points$/);
    expect(settled[1]?.facts?.['map']).toBe(settled[0]?.facts?.['map']);
    const out = join(quiet.home, 'worse');
    const exported = await quiet.command('export', 'worse', '--format', 'annotations', '--out', out, '--json');
    expect(exported.code).toBe(0);
    const annotated = z.object({ sha256: z.string(), annotations: z.unknown() });
    const given = (await readFile(join(out, 'annotations.jsonl'), 'utf8')).split('\n').filter(Boolean);
    const standing = (await rowsOf(quiet.store(), 'worse', 1, 'settle')).map((row) => pictureRow.parse(row));
    expect(given.map((line) => annotated.parse(JSON.parse(line)))).toEqual(
      standing.map(({ image: { sha256 }, annotations }) => ({ sha256, annotations })),
    );
    const refused = (await rowsOf(quiet.store(), 'worse', 2, 'merge')).map((row) => pictureRow.parse(row));
    expect(refused.map(({ annotations }) => annotations)).not.toEqual(standing.map(({ annotations }) => annotations));
    const decisions = await readDecisions(quiet.store(), 'worse');
    expect(decisions.map(({ kind }) => kind)).toEqual(['launch', 'accept', 'reject']);
  });
});

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readLines } from '../../activities/artifacts/dataset.ts';
import type { Manifest } from '../../activities/artifacts/manifest.ts';
import { datasetOf, journalOf, manifestsOf } from '../campaign-harness/artifacts.ts';
import { askedAgain, takeCensus } from '../campaign-harness/census.ts';
import { until } from '../campaign-harness/until.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(240_000);

const photos = 24;
/** Latencies in ms: slow enough that a campaign outlasts some commands, and as fast as the rest may be. */
const slow = 800;
const fast = 10;
let world: World;
const pace = async (latencyMs: number): Promise<void> => {
  await world.endpoint.stop();
  await world.endpoint.start({ latencyMs });
};
const served = async (): Promise<number> => (await world.endpoint.stats()).served;
const moreAnswers = async (count: number): Promise<unknown> => {
  const due = (await served()) + count;
  return until(`${due} answers`, async () => (await served()) >= due);
};
const idle = (): Promise<unknown> =>
  until('an idle endpoint', async () => {
    const { inService, queued } = await world.endpoint.stats();
    return inService + queued === 0;
  });
const launch = async (campaign: string, changes: Readonly<Record<string, unknown>> = {}): Promise<void> => {
  const spec = await world.writeSpec(campaign, changes);
  expect(await world.command('launch', spec)).toMatchObject({ code: 0 });
};
/** What the endpoint answered in full more than once, since it was first started. */
const repeats = async (): Promise<number> => (await world.endpoint.stats()).repeated;

beforeAll(async () => {
  world = await openWorld({ photos, endpoint: { latencyMs: slow, slots: 8 } });
  await world.startWorker();
});
afterAll(() => world?.close());

describe('pause and unpause', () => {
  it('starts no further shard, says so, and goes on to the end', async () => {
    await launch('paused');
    await moreAnswers(5);
    const { code, stdout } = await world.command('pause', 'paused', '--reason', 'lunch', '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 0, state: 'paused', reason: 'lunch' });
    await until('the shards in work', async () => (await world.status('paused')).inFlight.length === 0);
    const before = await world.endpoint.stats();
    const held = await world.status('paused');
    expect(held).toMatchObject({ state: 'paused', reason: 'lunch' });
    expect(held.rounds.at(-1)?.shards.done).toBeLessThan(photos / 4);
    expect(await world.endpoint.stats()).toMatchObject({ asked: before.asked, inService: 0 });

    await pace(fast);
    expect(await world.command('unpause', 'paused')).toMatchObject({ code: 0 });
    expect(await world.ended('paused')).toMatchObject({ state: 'completed' });
    expect(await repeats()).toBe(0);
  });
});

describe('operations changed while it runs', () => {
  it('narrows window and concurrency for what starts from then on', async () => {
    await pace(slow);
    await launch('narrowed');
    await moreAnswers(5);
    const set = ['--set', 'window=4', '--set', 'models.generator.concurrency=2'];
    const { code, stdout } = await world.command('resume', 'narrowed', ...set, '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toEqual({ code: 0, campaign: 'narrowed', resume: 'running' });
    await until('one shard at a time', async () => {
      const { state, inFlight } = await world.status('narrowed');
      return state === 'running' && inFlight.length === 1;
    });
    const busy: number[] = [];
    while (busy.length < 40) busy.push((await world.endpoint.stats()).inService);
    expect(Math.max(...busy)).toBeLessThanOrEqual(2);
    await pace(fast);
    expect(
      await world.command('resume', 'narrowed', '--set', 'window=16', '--set', 'models.generator.concurrency=8'),
    ).toMatchObject({ code: 0 });
    expect(await world.ended('narrowed')).toMatchObject({ state: 'completed' });
    expect(await repeats()).toBe(0);
  });

  it('does not change rows: what would is a conflict', async () => {
    const said = await world.command('resume', 'narrowed', '--set', 'models.generator.temperature=0.5');
    expect(said).toMatchObject({ code: 5, stderr: expect.stringMatching(/models\.generator\.temperature/) });
  });
});

describe('cancel', () => {
  it('closes the sockets of what is in flight, ends as cancelled, and resume buys nothing twice', async () => {
    await pace(slow);
    await launch('cancelled');
    await moreAnswers(20);
    const before = (await world.endpoint.stats()).ends['abandoned'] ?? 0;
    const { code, stdout } = await world.command('cancel', 'cancelled', '--reason', 'enough', '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toEqual({ code: 0, campaign: 'cancelled', state: 'cancelled' });
    const { inService, ends } = await world.endpoint.stats();
    expect(inService).toBe(0);
    expect(ends['abandoned'] ?? 0).toBeGreaterThan(before);
    expect(await world.status('cancelled')).toMatchObject({ state: 'cancelled', reason: 'enough' });
    const shown = await world.command('launch', await world.writeSpec('cancelled'), '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ launch: 'shown' });

    const census = await takeCensus(world, 'cancelled');
    await pace(fast);
    expect(await world.command('resume', 'cancelled', '--watch')).toMatchObject({ code: 0 });
    expect(await askedAgain(world, census)).toEqual([]);
    expect(await repeats()).toBeLessThanOrEqual(census.unsafe);
  });
});

describe('SIGTERM of a worker', () => {
  it('journals what is in flight before it ends, so that nothing is bought twice', async () => {
    await pace(100);
    await launch('handed-over');
    await moreAnswers(20);
    const before = await repeats();
    for (const worker of world.workers()) expect(await worker.end('SIGTERM')).toBe(0);
    await idle();
    const census = await takeCensus(world, 'handed-over');
    await world.startWorker();
    expect(await world.ended('handed-over')).toMatchObject({ state: 'completed' });
    expect(await askedAgain(world, census)).toEqual([]);
    expect(await repeats()).toBe(before);
  });
});

describe("Temporal's database lost", () => {
  it('is interrupted, and resume finishes it from the store alone', async () => {
    await pace(slow);
    await launch('forgotten');
    await moreAnswers(20);
    const before = await repeats();
    await world.stack.forgetTemporal();
    const census = await takeCensus(world, 'forgotten');
    await world.stack.up();
    await pace(fast);
    expect(await world.status('forgotten')).toMatchObject({ state: 'interrupted', source: 'store' });
    expect(await world.command('resume', 'forgotten', '--watch')).toMatchObject({ code: 0 });
    expect(await askedAgain(world, census)).toEqual([]);
    expect((await repeats()) - before).toBeLessThanOrEqual(census.unsafe);
  });
});

describe('retry', () => {
  const campaign = 'refused';
  const rowsOf = async ({ round, stage, shards }: Manifest): Promise<readonly { origin: string }[]> => {
    const place = { campaign, round, stage };
    const lines = shards.map(({ shard, rows }) => readLines(world.store(), place, 'rows', shard, rows));
    return (await Promise.all(lines)).flat() as { origin: string }[];
  };

  it('asks for the failed items only, and refers to what did not change', async () => {
    await world.endpoint.stop();
    await world.endpoint.start({ prefuse: 0.15, latencyMs: fast });
    await launch(campaign);
    const first = await world.ended(campaign);
    expect(first.rounds.every(({ round, items }) => round === 0 || items.failed > 0)).toBe(true);
    const before = await datasetOf(world.store(), campaign);
    const bought = new Set((await journalOf(world.store(), campaign)).map(({ key }) => key));
    const repeated = await repeats();
    const failed = new Set<string>();
    const manifests = await manifestsOf(world.store(), campaign);
    for (const { round, stage, shards } of manifests) {
      const place = { campaign, round, stage };
      for (const { shard, rejects } of shards)
        for (const line of await readLines(world.store(), place, 'rejects', shard, rejects)) {
          const { kind, origin, unit } = line as { kind: string; origin: string; unit?: string };
          if (kind === 'failed' && unit === undefined) failed.add(origin);
        }
    }

    await world.endpoint.stop();
    await world.endpoint.start({ prefuse: 0 });
    const { code, stdout } = await world.command('retry', campaign, '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 0, campaign, revision: 2, fromRound: 1 });
    const second = await world.ended(campaign);
    expect(second).toMatchObject({ state: 'completed', revision: 2 });
    const failures = ({ rounds }: typeof first): number => rounds.reduce((sum, { items }) => sum + items.failed, 0);
    expect(failures(second)).toBeLessThan(failures(first));

    const fresh = (await journalOf(world.store(), campaign)).filter(({ key }) => !bought.has(key));
    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh.filter(({ item }) => !failed.has(item))).toEqual([]);
    expect(await repeats()).toBe(repeated);

    expect(await datasetOf(world.store(), campaign)).toMatchObject(before);
    const after = await manifestsOf(world.store(), campaign);
    const revised = after.filter(({ revision }) => revision === 2);
    expect(revised.map(({ round }) => round)).toEqual([1, 2, 3]);
    for (const manifest of revised) {
      const old = manifests.find(({ round }) => round === manifest.round) as Manifest;
      const unchanged = manifest.shards.filter(({ revision }) => revision === 1);
      expect(unchanged.length).toBeGreaterThan(0);
      for (const shard of unchanged) expect(old.shards).toContainEqual(shard);
      const untouched = (rows: readonly { origin: string }[]) => rows.filter(({ origin }) => !failed.has(origin));
      expect(untouched(await rowsOf(manifest))).toEqual(untouched(await rowsOf(old)));
    }
  });
});

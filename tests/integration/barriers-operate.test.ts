import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readLines } from '../../activities/artifacts/dataset.ts';
import { reject, type Reject } from '../../activities/artifacts/reject.ts';
import { writeDirtyDataset } from '../../bench/dirty-dataset/write-dataset.ts';
import { datasetOf, journalOf, manifestsOf, rowsOf } from '../campaign-harness/artifacts.ts';
import { askedAgain, takeCensus } from '../campaign-harness/census.ts';
import { until } from '../campaign-harness/until.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(600_000);

/** Latencies in ms: slow enough to be cancelled among the judge's answers, and as fast as the rest may be. */
const slow = 600;
const fast = 10;
let quiet: World;
let world: World;

async function launch(of: World, campaign: string): Promise<void> {
  const { file, benchmark } = await writeDirtyDataset(of.home, { seed: 5, clean: 60, ofEachKind: 2 });
  const spec = await of.writeSpec(campaign, {
    recipe: 'curate',
    input: { file, parts: { benchmark } },
    models: { judge: { model: 'scripted', baseUrls: [of.endpoint.baseUrl], concurrency: 8 } },
    options: { review: { hours: 0 } },
    shardItems: 16,
  });
  expect(await of.command('launch', spec)).toMatchObject({ code: 0 });
}

/** Rejects of the judge's stage, as it stood when first sealed. */
async function judgedOut(campaign: string): Promise<readonly Reject[]> {
  const place = { campaign, round: 1, stage: 'judge' };
  const manifests = await manifestsOf(world.store(), campaign);
  const first = manifests.find(({ stage, revision }) => stage === place.stage && revision === 1);
  const shards = first?.shards ?? [];
  const lines = shards.map(({ shard, rejects }) => readLines(world.store(), place, 'rejects', shard, rejects));
  return (await Promise.all(lines)).flat().map((line) => reject.parse(line));
}

const restart = async (options: Parameters<World['endpoint']['start']>[0]): Promise<void> => {
  await world.endpoint.stop();
  await world.endpoint.start(options);
};
const audited = async (campaign: string): Promise<object> => {
  const { code, stdout } = await world.command('audit', campaign, '--verify', '--json');
  return { code, ...(JSON.parse(stdout) as object) };
};

beforeAll(async () => {
  quiet = await openWorld({ photos: 1, endpoint: { answer: 'curate', latencyMs: fast, slots: 8 } });
  world = await openWorld({ photos: 1, endpoint: { answer: 'curate', latencyMs: slow, slots: 8 } });
  await quiet.startWorker();
  await world.startWorker();
});
afterAll(async () => {
  await quiet?.close();
  await world?.close();
});

describe('a campaign of rounds with barriers', () => {
  it('is cancelled among the answers of a stage, and resumed to the dataset of an undisturbed run', async () => {
    await launch(quiet, 'cleaned');
    expect(await quiet.ended('cleaned')).toMatchObject({ state: 'completed' });
    await launch(world, 'cleaned');
    await until('20 answers', async () => (await world.endpoint.stats()).served >= 20);
    const { code, stdout } = await world.command('cancel', 'cleaned', '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 0, state: 'cancelled' });
    const stages = (await manifestsOf(world.store(), 'cleaned')).map(({ stage }) => stage);
    expect(stages).toContain('decontaminate');
    expect(stages).not.toContain('judge');

    const census = await takeCensus(world, 'cleaned');
    await restart({ latencyMs: fast });
    expect(await world.command('resume', 'cleaned', '--watch')).toMatchObject({ code: 0 });
    expect(await askedAgain(world, census)).toEqual([]);
    const wanted = await datasetOf(quiet.store(), 'cleaned');
    expect(Object.keys(wanted).length).toBeGreaterThan(6);
    expect(await datasetOf(world.store(), 'cleaned')).toEqual(wanted);
  });

  it('is forked with another threshold, and asks only what the old one had kept it from asking', async () => {
    const low = (await judgedOut('cleaned')).filter(({ reason }) => reason === 'low_quality');
    expect(low.length).toBeGreaterThan(0);
    const before = await world.endpoint.stats();
    const set = ['--set', 'options.quality.minimum=1'];
    expect(
      await world.command('fork', 'cleaned', '--from-round', '1', '--as', 'looser', ...set, '--watch'),
    ).toMatchObject({ code: 0 });
    const after = await world.endpoint.stats();
    expect(after.asked - before.asked).toBe(low.length);
    expect(after.repeated).toBe(before.repeated);

    const originsOf = async (campaign: string): Promise<readonly string[]> =>
      (await rowsOf(world.store(), campaign, 1, 'release')).map(({ origin }) => origin).sort();
    const wanted = [...(await originsOf('cleaned')), ...low.map(({ origin }) => origin)].sort();
    expect(await originsOf('looser')).toEqual(wanted);
    expect(await audited('looser')).toMatchObject({ code: 0, problems: [] });
  });

  it('is retried where items failed, as a revision whose dataset has them beside all that was there', async () => {
    await restart({ plength: 0.5 });
    await launch(world, 'faulty');
    expect(await world.ended('faulty')).toMatchObject({ state: 'completed', revision: 1 });
    const failed = (await judgedOut('faulty')).filter(({ kind }) => kind === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    const first = await rowsOf(world.store(), 'faulty', 1, 'release');
    const sealed = await datasetOf(world.store(), 'faulty');
    const bought = new Set((await journalOf(world.store(), 'faulty')).map(({ key }) => key));

    await restart({ plength: 0 });
    const { code, stdout } = await world.command('retry', 'faulty', '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 0, failed: failed.length, revision: 2 });
    const status = await world.ended('faulty');
    expect(status).toMatchObject({ state: 'completed', revision: 2 });
    expect(status.rounds.filter(({ round, items }) => round > 0 && items.failed > 0)).toEqual([]);

    const fresh = (await journalOf(world.store(), 'faulty')).filter(({ key }) => !bought.has(key));
    const parents = new Set(failed.map(({ parent }) => parent));
    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh.filter(({ item }) => !parents.has(item))).toEqual([]);

    const second = await rowsOf(world.store(), 'faulty', 1, 'release', 2);
    const retried = new Set(failed.map(({ origin }) => origin));
    expect(second.filter(({ origin }) => !retried.has(origin))).toEqual(first);
    expect(second.length).toBeGreaterThan(first.length);
    expect(await datasetOf(world.store(), 'faulty')).toMatchObject(sealed);
    expect(await audited('faulty')).toMatchObject({ code: 0, problems: [] });
  });
});

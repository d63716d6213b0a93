import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { manifestKey, stagePrefix } from '../../activities/artifacts/keys.ts';
import type { Row } from '../../recipes/item-program.ts';
import { datasetOf, journalOf, manifestsOf, rowsOf } from '../campaign-harness/artifacts.ts';
import { askedAgain, takeCensus } from '../campaign-harness/census.ts';
import type { Program } from '../campaign-harness/program.ts';
import { until } from '../campaign-harness/until.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';
import { tinyTokenizer } from '../tokenizer.ts';

jest.setTimeout(600_000);

const photos = 12;
/** Latencies in ms: slow enough to be cancelled among the answers, and as fast as the rest may be. */
const slow = 2000;
const fast = 5;
let quiet: World;
let world: World;
let worker: Program;

const jsonl = (records: readonly object[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');
const times = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

async function writeSeeds({ home }: World): Promise<void> {
  const sums = times(24, (i) => ({
    question: `How much is ${i + 10} + ${3 * i}?`,
    kind: 'number',
    answer: 4 * i + 10,
  }));
  await writeFile(join(home, 'sums.jsonl'), jsonl(sums));
  await writeFile(join(home, 'pictures.jsonl'), jsonl(times(photos, (i) => ({ image: `photos/${i}.jpg` }))));
  const texts = times(140, (i) => ({
    question: `What comes after ${i}?`,
    answer: `${i + 1}, of course. `.repeat(1 + (i % 7)),
  }));
  await writeFile(join(home, 'texts.jsonl'), jsonl(texts));
  await writeFile(join(home, 'tokenizer.json'), JSON.stringify(tinyTokenizer()));
}

/** What the spec of each recipe says; every shard of `mix` holds one sample, so that its stages take seconds. */
function changesOf(recipe: 'contrastive' | 'mix' | 'vote', { endpoint }: World): Readonly<Record<string, unknown>> {
  const model = { model: 'scripted', baseUrls: [endpoint.baseUrl], concurrency: 8 };
  switch (recipe) {
    case 'contrastive':
      return {
        recipe,
        input: { file: 'pictures.jsonl' },
        models: { generator: model, embedder: model },
        options: { minedCosine: [-1, 0.95], hamming: 0 },
      };
    case 'vote':
      return { recipe, input: { file: 'sums.jsonl' }, options: { samples: 3 } };
    case 'mix':
      return {
        recipe,
        input: { file: 'texts.jsonl', files: { tokenizer: 'tokenizer.json' } },
        models: {},
        options: { pack: { maxTokens: 160 } },
        shardItems: 1,
        window: 1,
      };
  }
}

async function launch(of: World, campaign: string, recipe: Parameters<typeof changesOf>[0], more = {}): Promise<void> {
  const spec = await of.writeSpec(campaign, { ...changesOf(recipe, of), ...more });
  expect(await of.command('launch', spec)).toMatchObject({ code: 0 });
}

const restart = async (of: World, options: Parameters<World['endpoint']['start']>[0]): Promise<void> => {
  await of.endpoint.stop();
  await of.endpoint.start(options);
};
const said = async (of: World, ...args: readonly string[]): Promise<object> => {
  const { code, stdout, stderr } = await of.command(...args, '--json');
  return { code, stderr, ...(JSON.parse(stdout) as object) };
};
const sealed = async (campaign: string): Promise<readonly string[]> =>
  (await manifestsOf(world.store(), campaign)).map(({ stage }) => stage);
async function commitsOf(campaign: string, stage: string): Promise<number> {
  let found = 0;
  for await (const _ of world.store().list(`${stagePrefix({ campaign, round: 1, stage })}commits/`)) found += 1;
  return found;
}
const memberCounts = (packs: readonly Row[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { members } of packs) for (const member of members as string[]) counts[member] = (counts[member] ?? 0) + 1;
  return counts;
};

beforeAll(async () => {
  quiet = await openWorld({ photos, endpoint: { latencyMs: fast, slots: 8 } });
  world = await openWorld({ photos, endpoint: { latencyMs: slow, slots: 8 } });
  await Promise.all([writeSeeds(quiet), writeSeeds(world)]);
  await quiet.startWorker();
  worker = await world.startWorker();
});
afterAll(async () => {
  await quiet?.close();
  await world?.close();
});

describe.each([
  { recipe: 'contrastive', answers: 12, last: 'verify', looser: 'options.mined=1' },
  { recipe: 'vote', answers: 12, last: 'vote', looser: 'options.gate=0.9' },
] as const)('recipe $recipe', ({ recipe, answers, last, looser }) => {
  const campaign = `calm-${recipe}`;
  const faulty = `faulty-${recipe}`;

  it('is cancelled among its answers, and resumed to the dataset of an undisturbed run', async () => {
    await restart(quiet, { answer: recipe, latencyMs: fast });
    await launch(quiet, campaign, recipe);
    expect(await quiet.ended(campaign)).toMatchObject({ state: 'completed' });

    await restart(world, { answer: recipe, latencyMs: slow });
    const before = (await world.endpoint.stats()).served;
    await launch(world, campaign, recipe);
    await until(`${answers} answers`, async () => (await world.endpoint.stats()).served >= before + answers);
    expect(await said(world, 'cancel', campaign)).toMatchObject({ code: 0, state: 'cancelled' });
    expect(await sealed(campaign)).not.toContain(last);

    const census = await takeCensus(world, campaign);
    await restart(world, { latencyMs: fast });
    expect(await world.command('resume', campaign, '--watch')).toMatchObject({ code: 0 });
    expect(await askedAgain(world, census)).toEqual([]);
    const wanted = await datasetOf(quiet.store(), campaign);
    expect(Object.keys(wanted).length).toBeGreaterThan(4);
    expect(await datasetOf(world.store(), campaign)).toEqual(wanted);
  });

  it('is forked with another option, and asks nothing it knows', async () => {
    const before = await world.endpoint.stats();
    const fork = ['fork', campaign, '--from-round', '1', '--as', `fork-${recipe}`, '--set', looser, '--watch'];
    expect(await world.command(...fork)).toMatchObject({ code: 0 });
    expect((await world.endpoint.stats()).asked).toBe(before.asked);
    const [parent, child] = await Promise.all(
      [campaign, `fork-${recipe}`].map((of) => rowsOf(world.store(), of, 1, last)),
    );
    expect(child?.map(({ origin }) => origin)).toEqual(parent?.map(({ origin }) => origin));
    expect(child).not.toEqual(parent);
    expect(await said(world, 'audit', `fork-${recipe}`, '--verify')).toMatchObject({ code: 0, problems: [] });
  });

  it('is retried where items failed, and asks about those alone', async () => {
    await restart(world, { plength: 0.75 });
    await launch(world, faulty, recipe, recipe === 'vote' ? { options: { policy: 'cot' } } : {});
    expect(await world.ended(faulty)).toMatchObject({ state: 'completed', revision: 1 });
    const { rounds } = await world.status(faulty);
    const failed = rounds.reduce((sum, { items }) => sum + items.failed, 0);
    expect(failed).toBeGreaterThan(0);
    const first = await rowsOf(world.store(), faulty, 1, last);
    const bought = new Set((await journalOf(world.store(), faulty)).map(({ key }) => key));

    await restart(world, { plength: 0 });
    expect(await said(world, 'retry', faulty)).toMatchObject({ code: 0, failed, revision: 2 });
    const status = await world.ended(faulty);
    expect(status).toMatchObject({ state: 'completed', revision: 2 });
    expect(status.rounds.filter(({ round, items }) => round > 0 && items.failed > 0)).toEqual([]);
    const second = await rowsOf(world.store(), faulty, 1, last, 2);
    expect(second.length).toBe(first.length + failed);
    expect(second.map(({ id }) => id)).toEqual(expect.arrayContaining(first.map(({ id }) => id)));
    const fresh = (await journalOf(world.store(), faulty)).filter(({ key }) => !bought.has(key));
    expect(fresh.length).toBeGreaterThan(0);
    expect(await said(world, 'audit', faulty, '--verify')).toMatchObject({ code: 0, problems: [] });
  });
});

describe('recipe mix', () => {
  const campaign = 'calm-mix';

  it('is cancelled while it measures, and has measured nothing in vain', async () => {
    await launch(quiet, campaign, 'mix');
    expect(await quiet.ended(campaign)).toMatchObject({ state: 'completed' });
    await launch(world, campaign, 'mix');
    await until('the first measures', async () => (await commitsOf(campaign, 'measure')) >= 3);
    expect(await said(world, 'cancel', campaign)).toMatchObject({ code: 0, state: 'cancelled' });
    expect(await sealed(campaign)).not.toContain('measure');
  });

  it('is resumed, loses its worker by kill -9 while it packs, and comes out as an undisturbed run', async () => {
    expect(await world.command('resume', campaign)).toMatchObject({ code: 0 });
    await until('the first packs', async () => (await commitsOf(campaign, 'pack')) >= 10);
    await worker.end('SIGKILL');
    expect(await sealed(campaign)).not.toContain('pack');
    const packs = await commitsOf(campaign, 'pack');

    worker = await world.startWorker();
    expect(await world.ended(campaign)).toMatchObject({ state: 'completed' });
    expect(await commitsOf(campaign, 'pack')).toBeGreaterThan(packs);
    const manifest = manifestKey({ campaign, round: 1, stage: 'pack' }, 1);
    const [wanted, got] = await Promise.all([quiet, world].map(({ store }) => datasetOf(store(), campaign)));
    expect(wanted?.[manifest]).toMatch(/^[0-9a-f]{64}$/u);
    expect(got?.[manifest]).toBe(wanted?.[manifest]);
    expect(got).toEqual(wanted);
    expect(await said(world, 'audit', campaign, '--verify')).toMatchObject({ code: 0, problems: [] });
  });

  it('is forked with another packing, of the very samples that were measured', async () => {
    const fork = [
      'fork',
      campaign,
      '--from-round',
      '1',
      '--as',
      'fork-mix',
      '--set',
      'options.pack.mode=repo',
      '--watch',
    ];
    expect(await world.command(...fork)).toMatchObject({ code: 0 });
    for (const stage of ['measure', 'mix'])
      expect(await rowsOf(world.store(), 'fork-mix', 1, stage)).toEqual(
        await rowsOf(world.store(), campaign, 1, stage),
      );
    const [before, after] = await Promise.all([campaign, 'fork-mix'].map((of) => rowsOf(world.store(), of, 1, 'pack')));
    expect(after?.map(({ members }) => members)).not.toEqual(before?.map(({ members }) => members));
    expect(memberCounts(after ?? [])).toEqual(memberCounts(before ?? []));
    expect(await said(world, 'audit', 'fork-mix', '--verify')).toMatchObject({ code: 0, problems: [] });
  });

  it('has nothing to retry, since measuring cannot fail, and says so', async () => {
    const before = await datasetOf(world.store(), campaign);
    expect(await said(world, 'retry', campaign)).toMatchObject({ code: 0, failed: 0 });
    expect(await datasetOf(world.store(), campaign)).toEqual(before);
  });
});

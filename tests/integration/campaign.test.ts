import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { sha256 } from '../../recipes/sha256.ts';
import { manifestsOf } from '../campaign-harness/artifacts.ts';
import { boughtBeyondPlan } from '../campaign-harness/plan-bound.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(180_000);

const photos = 48;
const campaign = 'quiet';
let world: World;
let spec: string;
let end: CampaignStatus;

beforeAll(async () => {
  world = await openWorld({ photos, endpoint: { latencyMs: 10 } });
  await world.startWorker();
  spec = await world.writeSpec(campaign);
});
afterAll(() => world?.close());

describe('a campaign of three rounds', () => {
  it('is launched and followed to its end by one command', async () => {
    const { code, stdout, stderr } = await world.command('launch', spec, '--watch', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    end = JSON.parse(stdout) as CampaignStatus;
    expect(end).toMatchObject({ campaign, recipe: 'mmevol', state: 'completed' });
    expect(end.rounds.map(({ round, stage }) => `${round} ${stage}`)).toEqual([
      '0 import',
      '1 evolve',
      '2 evolve',
      '3 evolve',
    ]);
  });

  it('accounts for every item in every round, and has some of each outcome', async () => {
    for (const { items, shards } of end.rounds) {
      expect(items.kept + items.dropped + items.failed).toBe(items.total);
      expect(items.total).toBe(photos);
      expect(shards).toEqual({ total: photos / 4, done: photos / 4 });
    }
    const evolved = end.rounds.slice(1).map(({ items }) => items);
    for (const kind of ['kept', 'dropped', 'failed'] as const)
      expect(evolved.reduce((sum, items) => sum + items[kind], 0)).toBeGreaterThan(0);
  });

  it('seals each round with a manifest whose shards are in the store under their hashes', async () => {
    const store = world.store();
    const manifests = await manifestsOf(store, campaign);
    expect(manifests.map(({ round }) => round).sort()).toEqual([0, 1, 2, 3]);
    for (const { round, stage, shards, counts } of manifests) {
      const lines = { rows: 0, rejects: 0 };
      for (const shard of shards) {
        const folder = `campaigns/${campaign}/rounds/0${round}/${stage}`;
        for (const kind of ['rows', 'rejects'] as const) {
          const name = `${String(shard.shard).padStart(8, '0')}-${shard[kind]}.jsonl`;
          const bytes = (await store.get(`${folder}/${kind}/${name}`)) as Buffer;
          expect(sha256(bytes)).toBe(shard[kind]);
          lines[kind] += bytes.toString('utf8').split('\n').length - 1;
        }
      }
      expect(lines.rows).toBe(counts.rows);
      expect(lines.rejects).toBeGreaterThanOrEqual(counts.dropped + counts.failed);
    }
  });

  it('buys no more than its plan tells', async () => {
    expect(await boughtBeyondPlan(world, spec, campaign)).toEqual([]);
  });

  it('asks nothing twice', async () => {
    const { served, repeated, ends } = await world.endpoint.stats();
    expect(repeated).toBe(0);
    expect(ends).toEqual({ 200: served });
    expect(end.usage.requests).toBe(served);
  });

  it('is only shown by a second launch, with no new request', async () => {
    const before = await world.endpoint.stats();
    const { code, stdout } = await world.command('launch', spec, '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toEqual({ code: 0, campaign, launch: 'shown' });
    expect((await world.endpoint.stats()).asked).toBe(before.asked);
  });

  it('stands in the list', async () => {
    const { code, stdout } = await world.command('list', '--json');
    expect(code).toBe(0);
    const { campaigns } = JSON.parse(stdout) as { campaigns: readonly object[] };
    expect(campaigns).toEqual([
      expect.objectContaining({ campaign, recipe: 'mmevol', state: 'completed', rounds: { done: 3, total: 3 } }),
    ]);
  });

  it('is exported in LLaVA form', async () => {
    const out = join(world.home, 'llava');
    const { code, stdout, stderr } = await world.command(
      'export',
      campaign,
      '--format',
      'llava',
      '--out',
      out,
      '--json',
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { file, records, ...told } = JSON.parse(stdout) as { file: string; records: number };
    expect(told).toMatchObject({ campaign, format: 'llava', complete: true });
    expect(records).toBe(end.rounds.slice(1).reduce((sum, { items }) => sum + items.kept, 0));
    const data = JSON.parse(await readFile(join(out, file), 'utf8')) as readonly {
      image: string;
      conversations: readonly { from: string; value: string }[];
    }[];
    expect(data).toHaveLength(records);
    for (const { image, conversations } of data) {
      expect(conversations.map(({ from }) => from).slice(0, 2)).toEqual(['human', 'gpt']);
      expect((await readFile(join(out, image))).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    }
  });

  it('is not found under another name', async () => {
    for (const verb of ['status', 'resume', 'pause', 'retry']) {
      const { code, stderr } = await world.command(verb, 'nobody');
      expect({ verb, code }).toEqual({ verb, code: 4 });
      expect(stderr).toMatch(/^mmsynth: campaign 'nobody' is not in s3:\/\/mmsynth\/main; .*\n$/);
    }
  });
});

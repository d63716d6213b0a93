import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { datasetOf, journalOf } from '../campaign-harness/artifacts.ts';
import { askedAgain, takeCensus, type Census } from '../campaign-harness/census.ts';
import { until } from '../campaign-harness/until.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(300_000);

const campaign = 'killed';
const scripted = { latencyMs: 30, slots: 8 };
const photos = 48;
let quiet: World;
let world: World;
let quietEnd: CampaignStatus;

beforeAll(async () => {
  quiet = await openWorld({ photos, endpoint: scripted });
  world = await openWorld({ photos, endpoint: scripted });
});
afterAll(async () => {
  await quiet?.close();
  await world?.close();
});

describe('kill -9 of worker, Temporal, S3 and endpoint, each once in one campaign', () => {
  const censuses: Census[] = [];

  it('ends like any other', async () => {
    await quiet.startWorker();
    expect(await quiet.command('launch', await quiet.writeSpec(campaign), '--json')).toMatchObject({ code: 0 });
    quietEnd = await quiet.ended(campaign);
    expect(quietEnd).toMatchObject({ state: 'completed' });
    const total = (await quiet.endpoint.stats()).served;

    const worker = await world.startWorker();
    const kills = [
      async () => {
        await worker.end('SIGKILL');
        censuses.push(await takeCensus(world, campaign));
        await world.startWorker();
      },
      async () => {
        censuses.push(await takeCensus(world, campaign));
        await world.stack.kill('temporal');
        await world.stack.up();
      },
      async () => {
        censuses.push(await takeCensus(world, campaign));
        await world.stack.kill('s3');
        await world.stack.up();
      },
      async () => {
        censuses.push(await takeCensus(world, campaign));
        await world.endpoint.kill();
        await world.endpoint.start();
      },
    ];
    const watching = world.command('launch', await world.writeSpec(campaign), '--watch', '--json');
    for (const [number, kill] of kills.entries()) {
      const due = Math.round((total * (number + 1)) / (kills.length + 1));
      await until(`${due} answers`, async () => (await world.endpoint.stats()).served >= due);
      await kill();
    }
    const { code, stdout } = await watching;
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
      code: 0,
      state: 'completed',
      rounds: quietEnd.rounds.map(({ round, items, shards }) => expect.objectContaining({ round, items, shards })),
    });
  });

  it('leaves shards, rejects and manifests as a quiet run, byte by byte', async () => {
    const [wanted, got] = await Promise.all([quiet, world].map(({ store }) => datasetOf(store(), campaign)));
    expect(Object.keys(wanted ?? {})).toHaveLength(4 * (2 * (photos / 4) + 1));
    expect(got).toEqual(wanted);
  });

  it('asks for no answer again that was journaled before a kill', async () => {
    expect(censuses).toHaveLength(4);
    for (const census of censuses) {
      expect(census.journaled.size).toBeGreaterThan(0);
      expect(await askedAgain(world, census)).toEqual([]);
    }
  });

  it('buys twice at most what was in flight or not yet flushed', async () => {
    const { repeated } = await world.endpoint.stats();
    const unsafe = censuses.reduce((sum, census) => sum + census.unsafe, 0);
    expect(repeated).toBeLessThanOrEqual(unsafe);
    const entries = await journalOf(world.store(), campaign);
    expect(entries.length - new Set(entries.map(({ key }) => key)).size).toBeLessThanOrEqual(repeated);
  });
});

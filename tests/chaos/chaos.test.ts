import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { datasetOf, manifestsOf } from '../campaign-harness/artifacts.ts';
import { until } from '../campaign-harness/until.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';
import { heartbeatSeconds, inflict, type Pair } from './inflict.ts';
import { drawSchedule, faults, victims } from './schedule.ts';
import { events, photos, seed } from './settings.ts';

/** Bounded: a minute and a half for the quiet run and the end, half a minute an event. */
jest.setTimeout((90 + 30 * events) * 1000);

const campaign = 'chaos';
const scripted = { latencyMs: 40, slots: 8 };
let quiet: World;
let world: World;

beforeAll(async () => {
  quiet = await openWorld({ photos, endpoint: scripted });
  world = await openWorld({ photos, endpoint: scripted });
});
afterAll(async () => {
  await quiet?.close();
  await world?.close();
});

const start = async (where: World): Promise<Pair> => {
  const workers: Pair = [await where.startWorker(), await where.startWorker()];
  const spec = await where.writeSpec(campaign, { heartbeatSeconds });
  expect(await where.command('launch', spec)).toMatchObject({ code: 0 });
  return workers;
};

describe(`${events} faults in one campaign of three rounds, seed ${seed}`, () => {
  it('let it end as a quiet one does', async () => {
    await start(quiet);
    const quietEnd = await quiet.ended(campaign);
    expect(quietEnd).toMatchObject({ state: 'completed' });

    const schedule = drawSchedule(seed, events, (await quiet.endpoint.stats()).unique);
    expect(new Set(schedule.map(({ victim }) => victim))).toEqual(new Set(victims));
    expect(new Set(schedule.map(({ fault }) => fault))).toEqual(new Set(faults));
    const workers = await start(world);
    for (const event of schedule) {
      await until(`${event.at} answers`, async () => (await world.endpoint.stats()).unique >= event.at);
      await inflict(world, campaign, workers, event);
    }
    const end = await world.ended(campaign);
    expect(end.state).toBe('completed');
    expect(end.rounds.map(({ items }) => items)).toEqual(quietEnd.rounds.map(({ items }) => items));
  });

  it('leave shards, rejects and manifests as without them, byte by byte', async () => {
    const [wanted, got] = await Promise.all([quiet, world].map(({ store }) => datasetOf(store(), campaign)));
    expect(Object.keys(wanted ?? {})).toHaveLength(4 * (2 * Math.ceil(photos / 4) + 1));
    expect(got).toEqual(wanted);
  });

  it('lose and double no item', async () => {
    for (const { counts } of await manifestsOf(world.store(), campaign)) {
      expect(counts.total).toBe(photos);
      expect(counts.kept + counts.dropped + counts.failed).toBe(photos);
    }
  });

  it('leave an audit without a problem', async () => {
    const { code, stdout, stderr } = await world.command('audit', campaign, '--verify', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ campaign, verified: true, problems: [] });
  });
});

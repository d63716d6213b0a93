import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { journalOf } from '../campaign-harness/artifacts.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(240_000);

/** One photo a shard and a lane for each: as many lanes as may overshoot. */
const photos = 60;
const lanes = { shardItems: 1, window: photos };
/** Places at the gate. */
const concurrency = 8;
let world: World;

beforeAll(async () => {
  world = await openWorld({ photos, endpoint: { latencyMs: 20 } });
  await world.startWorker();
});
afterAll(() => world?.close());

const tokensOf = async (campaign: string): Promise<readonly number[]> =>
  (await journalOf(world.store(), campaign)).map(
    ({ promptTokens, completionTokens }) => promptTokens + completionTokens,
  );
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

async function exhaust(campaign: string, budget: Readonly<Record<string, number>>): Promise<void> {
  const generator = { model: 'scripted', baseUrls: [world.endpoint.baseUrl], concurrency };
  const spec = await world.writeSpec(campaign, { ...lanes, models: { generator }, budget });
  expect(await world.command('launch', spec)).toMatchObject({ code: 0 });
  expect(await world.ended(campaign)).toMatchObject({ state: 'budget_exhausted' });
}

async function goOn(campaign: string, raise: string): Promise<void> {
  const { served, repeated } = await world.endpoint.stats();
  const bought = (await tokensOf(campaign)).length;
  expect(await world.command('resume', campaign, '--set', raise, '--watch')).toMatchObject({ code: 0 });
  expect(await world.status(campaign)).toMatchObject({ state: 'completed' });
  const after = await world.endpoint.stats();
  expect(after.repeated).toBe(repeated);
  expect((await tokensOf(campaign)).length - bought).toBe(after.served - served);
  expect(await world.command('audit', campaign, '--verify')).toMatchObject({ code: 0 });
}

describe('a budget', () => {
  it('of tokens is overshot by no more than what is in flight, over all lanes, and resume buys nothing twice', async () => {
    const budget = 20_000;
    await exhaust('tokens', { tokens: budget });
    const each = await tokensOf('tokens');
    expect(sum(each)).toBeGreaterThanOrEqual(budget);
    expect(sum(each)).toBeLessThan(budget + concurrency * Math.max(...each));
    await goOn('tokens', 'budget.tokens=100000000');
  });

  it('of requests is never overshot', async () => {
    const { asked } = await world.endpoint.stats();
    await exhaust('requests', { requests: 100 });
    expect((await world.endpoint.stats()).asked - asked).toBe(100);
    await goOn('requests', 'budget.requests=100000');
  });
});

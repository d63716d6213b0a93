import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { auditCampaign, renderAudit, type AuditResult } from '../../activities/audit/index.ts';
import { renderTrace, traceRow } from '../../activities/lineage/index.ts';
import { campaignStatus, listCampaigns } from '../../activities/status/index.ts';
import { connectionSettings } from '../../temporal.config.ts';
import { until } from '../campaign-harness/until.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(240_000);

const campaign = 'audited';
let world: World;
let client: Client;
let whole: AuditResult;

async function connect(): Promise<Client> {
  const { connectionOptions, namespace = 'default' } = connectionSettings({ ...world.stack.environment() });
  return new Client({ connection: await Connection.connect(connectionOptions), namespace });
}

/** A campaign whose first worker is killed in the middle, beside another one whose name begins alike. */
beforeAll(async () => {
  world = await openWorld({ photos: 24, endpoint: { latencyMs: 100 } });
  client = await connect();
  const worker = await world.startWorker();
  await world.command('launch', await world.writeSpec(campaign), '--json');
  const shardsDone = async (): Promise<number> =>
    (await campaignStatus({ store: world.store(), client, campaign })).rounds.reduce(
      (sum, { round, shards }) => sum + (round > 0 ? shards.done : 0),
      0,
    );
  await until('some shards', async () => (await shardsDone()) >= 3);
  await worker.end('SIGKILL');
  await world.startWorker();
  await world.command('launch', await world.writeSpec(`${campaign}-too`), '--json');
  await world.ended(campaign);
  await world.ended(`${campaign}-too`);
});
afterAll(async () => {
  await client?.connection.close();
  await world?.close();
});

it('a campaign that lost a worker is verified against complete history', async () => {
  const store = world.store();
  whole = await auditCampaign({ store, client, campaign, verify: true });
  expect(whole.problems).toEqual([]);
  expect(whole).toMatchObject({ state: 'completed', history: 'complete', verified: true });
  expect(whole.runs.map(({ workflowId }) => workflowId)).toEqual(['campaign/audited', 'campaign/audited/partition-00']);
  const evolved = whole.rounds.slice(1);
  expect(evolved.reduce((sum, { retries }) => sum + retries, 0)).toBeGreaterThan(0);
  expect(evolved.flatMap(({ failures }) => failures).map(({ type }) => type)).toContain('timeout');
  for (const { attempts, retries, durationMs, shards } of evolved) {
    expect(attempts - retries).toBe(shards.total);
    expect(durationMs).toBeGreaterThan(0);
  }
  expect(renderAudit(whole)).toContain('verified');
});

it('its rows are traced to their photos', async () => {
  const store = world.store();
  const rows: string[] = [];
  for await (const { key } of store.list(`campaigns/${campaign}/rounds/03/evolve/rows/`)) {
    rows.push(...(((await store.get(key)) as Buffer).toString('utf8').match(/"id":"[0-9a-f]{32}"/g) ?? []));
  }
  const row = rows[0]?.slice(6, -1) ?? '';
  const trace = await traceRow({ store, campaign, row });
  expect(trace.hops.at(-1)).toMatchObject({ round: 0, stage: 'import', calls: [] });
  expect(trace.hops[0]?.calls.length).toBeGreaterThan(0);
  expect(trace.hops.flatMap(({ calls }) => calls).every(({ entry }) => entry !== undefined)).toBe(true);
  expect(renderTrace(trace)).toContain(row);
});

it('both campaigns are listed as completed by one visibility query', async () => {
  const listed = await listCampaigns({ store: world.store(), client });
  expect(listed.map((one) => ({ campaign: one.campaign, state: one.state }))).toEqual([
    { campaign, state: 'completed' },
    { campaign: `${campaign}-too`, state: 'completed' },
  ]);
});

it('once Temporal has lost its database the store alone proves as much', async () => {
  await client.connection.close();
  await world.stack.forgetTemporal();
  await world.stack.up();
  client = await connect();
  const store = world.store();
  const alone = await auditCampaign({ store, client, campaign, verify: true });
  expect(alone.problems).toEqual([]);
  expect(alone).toMatchObject({
    state: 'completed',
    history: 'absent',
    verified: true,
    runs: [],
    usage: whole.usage,
    boughtTwice: whole.boughtTwice,
  });
  expect(alone.rounds.map(({ attempts }) => attempts)).toEqual(whole.rounds.map(({ attempts }) => attempts));
  expect(await campaignStatus({ store, client, campaign })).toMatchObject({ state: 'completed', source: 'store' });
});

import { describe, expect, it } from '@jest/globals';
import {
  campaignStatus,
  createStatusReader,
  listCampaigns,
  renderList,
  renderStatus,
} from '../../../activities/status/index.ts';
import { recordDecision } from '../../../activities/campaigns/decisions.ts';
import { emptyTallies, tallyShard } from '../../../workflows/tally.ts';
import { evolvedCampaign, importScripted, runScriptedShard } from '../audit/evolved-campaign.ts';
import { fakeClient, payloads, type FakeRun } from '../audit/fake-temporal.ts';
import { memoryStore } from '../../memory-store.ts';

const root: FakeRun = {
  workflowId: 'campaign/photos',
  runId: 'root',
  type: 'mmevol',
  status: 'RUNNING',
  startedAt: '2026-11-23T05:59:01.000Z',
  children: [{ workflowId: 'campaign/photos/partition-00', runId: 'part' }],
};
const child: FakeRun = {
  ...root,
  workflowId: 'campaign/photos/partition-00',
  runId: 'part',
  type: 'partition',
  children: [],
};
const progress = {
  state: 'running',
  revision: 1,
  operations: 1,
  rounds: 2,
  partitions: ['campaign/photos/partition-00'],
  sealed: [],
};
const counts = { total: 3, kept: 2, dropped: 1, failed: 0, rows: 2 };
const usage = { requests: 4, promptTokens: 400, completionTokens: 80, cost: 0.5 };
const tallies = tallyShard(
  emptyTallies([1, 2].map((round) => ({ round, stage: 'evolve' }))),
  { round: 1, stage: 'evolve' },
  { counts, usage },
);
const working = {
  round: 1,
  stage: 'evolve',
  shard: 1,
  items: { ...counts, total: 1, kept: 1, dropped: 0, rows: 1 },
  size: 3,
  answers: 2,
  tokens: 240,
};
const pending = (details: unknown, more: object = {}) => ({
  activityId: '2',
  activityType: { name: 'runShard' },
  attempt: 1,
  lastStartedTime: { seconds: 1, nanos: 0 },
  heartbeatDetails: payloads(details),
  ...more,
});

describe('status of a campaign whose workflow answers', () => {
  it('comes from the workflow, its partitions and their heartbeats', async () => {
    const { store, campaign } = await importScripted('photos');
    const client = fakeClient([
      { ...root, queries: { progress } },
      {
        ...child,
        queries: { 'partition-progress': { partition: 0, shards: 2, inFlight: 1, tallies } },
        pending: [pending({ ...working, waitingFor: 'generator: HTTP 503' })],
      },
    ]);
    expect(await campaignStatus({ store, client, campaign })).toEqual({
      campaign: 'photos',
      recipe: 'mmevol',
      state: 'running',
      revision: 1,
      rounds: [
        {
          round: 0,
          stage: 'import',
          sealed: true,
          shards: { total: 2, done: 2 },
          items: { total: 7, kept: 6, dropped: 0, failed: 1 },
        },
        {
          round: 1,
          stage: 'evolve',
          sealed: false,
          shards: { total: 2, done: 1 },
          items: { total: 6, kept: 2, dropped: 1, failed: 0 },
        },
        {
          round: 2,
          stage: 'evolve',
          sealed: false,
          shards: { total: 2, done: 0 },
          items: { total: 6, kept: 0, dropped: 0, failed: 0 },
        },
      ],
      usage,
      startedAt: '2026-11-23T05:59:00.000Z',
      finishedAt: null,
      waitingFor: ['generator: HTTP 503'],
      inFlight: [{ ...working, waitingFor: 'generator: HTTP 503' }],
      source: 'workflow',
    });
  });

  it('counts what is committed at once where the run was started again', async () => {
    const evolved = await importScripted('photos');
    await runScriptedShard(evolved, 1, 0);
    await runScriptedShard(evolved, 1, 1);
    const client = fakeClient([
      { ...root, queries: { progress } },
      {
        ...child,
        queries: {
          'partition-progress': {
            partition: 0,
            shards: 2,
            inFlight: 1,
            tallies: emptyTallies([1, 2].map((round) => ({ round, stage: 'evolve' }))),
          },
        },
      },
    ]);
    const shardsDone = async () => (await campaignStatus({ ...evolved, client })).rounds[1]?.shards.done;
    expect(await shardsDone()).toBe(0);
    await recordDecision(evolved.store, 'photos', { v: 1, id: 'r', kind: 'resume', at: '2026-11-23T06:01:00.000Z' });
    expect(await shardsDone()).toBe(2);
  });

  it('names the reason of a pause', async () => {
    const { store, campaign } = await importScripted('photos');
    const client = fakeClient([
      { ...root, queries: { progress: { ...progress, state: 'paused', reason: 'the night' } } },
      { ...child, queries: { 'partition-progress': { partition: 0, shards: 2, inFlight: 0, tallies } } },
    ]);
    expect(await campaignStatus({ store, client, campaign })).toMatchObject({ state: 'paused', reason: 'the night' });
  });

  it('says that shards wait for a worker, and for what an attempt failed', async () => {
    const { store, campaign } = await importScripted('photos');
    const queued = pending(undefined, { lastStartedTime: null, heartbeatDetails: null });
    const failing = { ...queued, attempt: 2, lastFailure: { message: 'disk full', applicationFailureInfo: {} } };
    const client = fakeClient([
      { ...root, queries: { progress } },
      {
        ...child,
        queries: { 'partition-progress': { partition: 0, shards: 2, inFlight: 1, tallies } },
        pending: [queued, failing],
      },
    ]);
    const { waitingFor } = await campaignStatus({ store, client, campaign });
    expect(waitingFor).toEqual(['a worker for inference', 'the next attempt after: disk full']);
  });
});

describe('status while no workflow worker answers', () => {
  it('comes from the commits, and says what is waited for', async () => {
    const evolved = await importScripted('photos');
    await runScriptedShard(evolved, 1, 1);
    const client = fakeClient([{ ...root, state: 'paused' }, child]);
    const status = await campaignStatus({ ...evolved, client });
    expect(status).toMatchObject({ state: 'paused', source: 'store', waitingFor: ['a worker for workflows'] });
    expect(status.rounds[1]).toMatchObject({
      shards: { total: 2, done: 1 },
      items: { total: 6, kept: 2, dropped: 1, failed: 0 },
    });
    expect(status.usage).toMatchObject({ requests: 4, promptTokens: 400 });
  });

  it('reads a commit once, however often it is asked', async () => {
    const evolved = await importScripted('photos');
    await runScriptedShard(evolved, 1, 0);
    const read = createStatusReader({ store: evolved.store });
    await read('photos');
    await runScriptedShard(evolved, 1, 1);
    evolved.store.reads.length = 0;
    expect((await read('photos')).rounds[1]?.shards.done).toBe(2);
    expect(evolved.store.reads.filter((key) => key.includes('/commits/'))).toEqual([
      'campaigns/photos/rounds/01/evolve/commits/00000001.r1.json',
    ]);
  });
});

describe('status of a campaign that ended', () => {
  const closedAt = '2026-11-23T06:05:00.000Z';
  it.each([
    { status: 'COMPLETED', state: 'completed' },
    {
      status: 'FAILED',
      state: 'failed',
      reason: 'no key',
      closeEvent: {
        workflowExecutionFailedEventAttributes: {
          failure: { message: 'no key', applicationFailureInfo: { type: 'endpoint_rejects' } },
        },
      },
    },
    {
      status: 'FAILED',
      state: 'budget_exhausted',
      reason: '100 requests',
      closeEvent: {
        workflowExecutionFailedEventAttributes: {
          failure: { message: '100 requests', applicationFailureInfo: { type: 'budget_exhausted' } },
        },
      },
    },
    {
      status: 'TERMINATED',
      state: 'terminated',
      reason: 'by hand',
      closeEvent: { workflowExecutionTerminatedEventAttributes: { reason: 'by hand' } },
    },
  ] as const)('is $state for a run that Temporal calls $status', async ({ status, state, ...rest }) => {
    const evolved = await evolvedCampaign();
    const closeEvent = 'closeEvent' in rest ? { closeEvent: rest.closeEvent } : {};
    const client = fakeClient([{ ...root, status, closedAt, ...closeEvent }]);
    const found = await campaignStatus({ ...evolved, client });
    expect({ state: found.state, reason: found.reason, finishedAt: found.finishedAt }).toEqual({
      state,
      reason: 'reason' in rest ? rest.reason : undefined,
      finishedAt: closedAt,
    });
  });

  it('gives the reason of a cancel from its decision, not from the unwinding', async () => {
    const evolved = await importScripted('photos');
    for (const [id, reason] of [
      ['c', 'wrong seed'],
      ['d', 'cancelled'],
    ] as const) {
      await recordDecision(evolved.store, 'photos', {
        v: 1,
        id,
        kind: 'cancel',
        at: '2026-11-23T06:01:00.000Z',
        reason,
      });
    }
    const client = fakeClient([{ ...root, status: 'CANCELLED', closedAt }]);
    for (const source of [{ ...evolved, client }, evolved]) {
      expect(await campaignStatus(source)).toMatchObject({ state: 'cancelled', reason: 'wrong seed' });
    }
  });

  it('is completed by the store alone, ended with the last answer', async () => {
    const evolved = await evolvedCampaign();
    const status = await campaignStatus(evolved);
    expect(status).toMatchObject({ state: 'completed', source: 'store', startedAt: '2026-11-23T05:59:00.000Z' });
    const times = [...evolved.store.objects].flatMap(([key, body]) =>
      key.includes('/02/evolve/journal/') ? [...body.toString().matchAll(/"at":"([^"]+)"/g)].map(([, at]) => at) : [],
    );
    expect(status.finishedAt).toBe(times.sort().at(-1));
  });

  it('is interrupted where the store has rounds to go and Temporal no run', async () => {
    const evolved = await importScripted('photos');
    const status = await campaignStatus({ ...evolved, client: fakeClient([]) });
    expect(status).toMatchObject({ state: 'interrupted', finishedAt: null });
    expect(status.reason).toContain('mmsynth resume');
  });
});

it('an unknown campaign is campaign_not_found', async () => {
  await expect(campaignStatus({ store: memoryStore(), campaign: 'none' })).rejects.toMatchObject({
    code: 'campaign_not_found',
  });
});

describe('list', () => {
  it('names every campaign with its state, from Temporal where it knows one', async () => {
    const done = await evolvedCampaign('done');
    const going = await importScripted('photos');
    for (const [key, body] of going.store.objects) done.store.objects.set(key, body);
    const client = fakeClient([{ ...root, state: 'paused' }, child]);
    const campaigns = await listCampaigns({ store: done.store, client });
    expect(campaigns).toEqual([
      {
        campaign: 'done',
        recipe: 'mmevol',
        state: 'completed',
        rounds: { done: 2, total: 2 },
        kept: 2,
        startedAt: '2026-11-23T05:59:00.000Z',
      },
      {
        campaign: 'photos',
        recipe: 'mmevol',
        state: 'paused',
        rounds: { done: 0, total: 2 },
        kept: 6,
        startedAt: '2026-11-23T05:59:00.000Z',
      },
    ]);
    expect(renderList(campaigns).split('\n')).toHaveLength(3);
  });
  it('reads no shard', async () => {
    const { store } = await evolvedCampaign();
    store.reads.length = 0;
    await listCampaigns({ store });
    expect(store.reads.filter((key) => /commits|rows|rejects|journal/.test(key))).toEqual([]);
  });
  it('says how to start where there is none', () => {
    expect(renderList([])).toContain('mmsynth launch');
  });
});

it('status is rendered a line a round', async () => {
  const text = renderStatus(await campaignStatus(await evolvedCampaign()), { width: 80 });
  expect(text).toMatch(/^photos {2}mmevol {2}completed/);
  expect(text).toMatch(/2 evolve +2\/2 +6 +2 +2 +2 +100 % +sealed/);
  expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
});

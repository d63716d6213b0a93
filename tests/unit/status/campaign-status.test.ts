import { describe, expect, it } from '@jest/globals';
import { recordDecision } from '../../../activities/campaigns/decisions.ts';
import { campaignStatus, createStatusReader } from '../../../activities/status/index.ts';
import { emptyTallies } from '../../../workflows/tally.ts';
import { memoryStore } from '../../memory-store.ts';
import { importScripted, runScriptedShard } from '../audit/evolved-campaign.ts';
import { fakeClient } from '../audit/fake-temporal.ts';
import { child, pending, progress, root, tallies, usage, working } from './scenario.ts';

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

it('an unknown campaign is campaign_not_found', async () => {
  await expect(campaignStatus({ store: memoryStore(), campaign: 'none' })).rejects.toMatchObject({
    code: 'campaign_not_found',
  });
});

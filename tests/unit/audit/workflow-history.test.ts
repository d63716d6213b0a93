import { describe, expect, it } from '@jest/globals';
import { auditCampaign, renderAudit } from '../../../activities/audit/index.ts';
import { digestHistory } from '../../../activities/audit/digest-history.ts';
import { belongsTo } from '../../../activities/audit/run-source.ts';
import { readCommit } from '../../../activities/artifacts/shard-commit.ts';
import { readManifest } from '../../../activities/artifacts/manifest.ts';
import { evolvedCampaign, run, type EvolvedCampaign } from './evolved-campaign.ts';
import { fakeClient, fakeHistory, type FakeActivity, type FakeRun } from './fake-temporal.ts';
import { placeOf } from './damage.ts';

const campaignRun: FakeRun = {
  workflowId: 'campaign/photos',
  runId: 'root-run',
  type: 'mmevol',
  status: 'COMPLETED',
  startedAt: '2026-11-23T05:59:00.000Z',
  closedAt: '2026-11-23T06:05:00.000Z',
  children: [{ workflowId: 'campaign/photos/partition-00', runId: run }],
};

const partitionRun: FakeRun = {
  workflowId: 'campaign/photos/partition-00',
  runId: run,
  type: 'partition',
  status: 'COMPLETED',
  startedAt: '2026-11-23T06:00:00.000Z',
  closedAt: '2026-11-23T06:04:00.000Z',
};

/** The activities as they must have run, with the results the store holds. */
async function truthful({
  store,
  ...evolved
}: EvolvedCampaign): Promise<{ shards: FakeActivity[]; seals: FakeActivity[] }> {
  const shards: FakeActivity[] = [];
  const seals: FakeActivity[] = [];
  for (const round of [1, 2]) {
    const place = placeOf({ store, ...evolved }, round);
    for (const shard of [0, 1]) {
      const commit = await readCommit(store, place, shard, 1);
      shards.push({
        type: 'runShard',
        input: { ...place, shard, revision: 1, operations: 1 },
        startedAt: `2026-11-23T06:0${round}:00.000Z`,
        endedAt: `2026-11-23T06:0${round}:30.000Z`,
        result: { counts: commit?.counts, usage: commit?.usage, spent: commit?.usage },
      });
    }
    const manifest = await readManifest(store, place, 1);
    seals.push({
      type: 'sealRound',
      input: { ...place, shards: 2, revision: 1 },
      startedAt: '2026-11-23T06:04:00.000Z',
      endedAt: '2026-11-23T06:04:01.000Z',
      result: { counts: manifest?.counts, manifest: 'key' },
    });
  }
  return { shards, seals };
}

describe('audit against workflow history', () => {
  it('is complete where every run that wrote is there', async () => {
    const evolved = await evolvedCampaign();
    const { shards, seals } = await truthful(evolved);
    const client = fakeClient([
      { ...campaignRun, activities: seals },
      { ...partitionRun, activities: shards },
      { ...partitionRun, workflowId: 'campaign/photos-2', runId: 'not-ours' },
    ]);
    const result = await auditCampaign({ ...evolved, client, verify: true });
    expect(result).toMatchObject({ history: 'complete', verified: true, state: 'completed', problems: [] });
    expect(result.runs.map(({ runId, type, status }) => ({ runId, type, status }))).toEqual([
      { runId: 'root-run', type: 'mmevol', status: 'COMPLETED' },
      { runId: run, type: 'partition', status: 'COMPLETED' },
    ]);
    expect(result.rounds.map(({ attempts, retries, durationMs }) => ({ attempts, retries, durationMs }))).toEqual([
      { attempts: 0, retries: 0, durationMs: 0 },
      { attempts: 2, retries: 0, durationMs: 30_000 },
      { attempts: 2, retries: 0, durationMs: 30_000 },
    ]);
    expect(renderAudit(result)).toContain('campaign/photos/partition-00');
  });

  it('counts retries and names the failures history kept', async () => {
    const evolved = await evolvedCampaign();
    const { shards } = await truthful(evolved);
    const [first, ...others] = shards;
    const lost = {
      ...(first as FakeActivity),
      attempts: 3,
      timedOut: true,
      lastFailure: { message: 'activity Heartbeat timeout' },
    };
    const client = fakeClient([campaignRun, { ...partitionRun, activities: [lost, ...others] }]);
    const { rounds } = await auditCampaign({ ...evolved, client, verify: false });
    expect(rounds[1]).toMatchObject({
      attempts: 4,
      retries: 2,
      failureCount: 1,
      failures: [{ shard: 0, attempt: 2, type: 'timeout', message: 'activity Heartbeat timeout', at: null }],
    });
  });

  it('finds a child run that visibility does not list yet through its parent', async () => {
    const evolved = await evolvedCampaign();
    const { shards } = await truthful(evolved);
    const client = fakeClient([campaignRun, { ...partitionRun, unlisted: true, activities: shards }]);
    expect(await auditCampaign({ ...evolved, client, verify: false })).toMatchObject({ history: 'complete' });
  });

  it('is partial where a run that wrote is gone, and takes its attempts from the journal', async () => {
    const evolved = await evolvedCampaign();
    const result = await auditCampaign({
      ...evolved,
      client: fakeClient([{ ...campaignRun, children: [] }]),
      verify: true,
    });
    expect(result).toMatchObject({ history: 'partial', verified: true });
    expect(result.rounds[1]).toMatchObject({ attempts: 2, retries: 0 });
    expect(result.rounds[1]?.durationMs).toBeGreaterThan(0);
  });

  it('is partial where a run names one that is gone', async () => {
    const evolved = await evolvedCampaign();
    const { shards } = await truthful(evolved);
    const client = fakeClient([campaignRun, { ...partitionRun, continues: 'the-run-before', activities: shards }]);
    expect(await auditCampaign({ ...evolved, client, verify: false })).toMatchObject({ history: 'partial' });
  });

  it('is absent where Temporal has lost its database', async () => {
    const evolved = await evolvedCampaign();
    const result = await auditCampaign({ ...evolved, client: fakeClient([]), verify: true });
    expect(result).toMatchObject({ history: 'absent', verified: true, state: 'completed', runs: [] });
  });

  it('reports counts that history has otherwise, of a shard and of a round', async () => {
    const evolved = await evolvedCampaign();
    const { shards, seals } = await truthful(evolved);
    const wrong = { total: 3, kept: 3, dropped: 0, failed: 0, rows: 3 };
    const forged = (activity: FakeActivity): FakeActivity => ({
      ...activity,
      result: { ...(activity.result as object), counts: wrong },
    });
    const client = fakeClient([
      { ...campaignRun, activities: [seals[0]!, forged(seals[1]!)] },
      { ...partitionRun, activities: [forged(shards[0]!), ...shards.slice(1)] },
    ]);
    const { problems } = await auditCampaign({ ...evolved, client, verify: true });
    expect(problems).toMatchObject([
      { code: 'history_mismatch', where: 'campaigns/photos/rounds/02/evolve/manifest.r1.json' },
      { code: 'history_mismatch', where: `campaigns/photos/rounds/01/evolve/commits/00000000.r1.json#run ${run}` },
    ]);
  });

  it('misses the commit of a shard that history saw done, even while the campaign runs', async () => {
    const evolved = await evolvedCampaign();
    const { shards } = await truthful(evolved);
    for (const key of evolved.store.objects.keys()) {
      if (/\/02\/evolve\/(manifest|commits\/00000001)/.test(key)) evolved.store.objects.delete(key);
    }
    const client = fakeClient([
      { ...campaignRun, status: 'RUNNING' },
      { ...partitionRun, status: 'RUNNING', activities: shards },
    ]);
    const result = await auditCampaign({ ...evolved, client, verify: false });
    expect(result.state).toBe('running');
    expect(result.problems.map(({ code }) => code)).toEqual(['commit_missing']);
  });

  it('lets a running campaign have rounds that are not sealed', async () => {
    const evolved = await evolvedCampaign();
    for (const key of evolved.store.objects.keys()) {
      if (/\/02\/evolve\/(manifest|commits)/.test(key)) evolved.store.objects.delete(key);
    }
    const client = fakeClient([
      { ...campaignRun, status: 'RUNNING' },
      { ...partitionRun, status: 'RUNNING' },
    ]);
    expect(await auditCampaign({ ...evolved, client, verify: true })).toMatchObject({
      state: 'running',
      problems: [],
      verified: true,
    });
  });

  it('wants every round of a completed campaign sealed', async () => {
    const evolved = await evolvedCampaign();
    evolved.store.objects.delete('campaigns/photos/rounds/02/evolve/manifest.r1.json');
    const client = fakeClient([campaignRun, partitionRun]);
    const { problems } = await auditCampaign({ ...evolved, client, verify: false });
    expect(problems.map(({ code }) => code)).toEqual(['manifest_missing']);
  });
});

describe('digest of a history', () => {
  const ref = { workflowId: 'campaign/photos/partition-00', runId: 'r' };
  const input = { campaign: 'photos', round: 1, stage: 'evolve', shard: 4, revision: 1, operations: 1 };

  it('counts the attempts of an activity that is still open from what is pending', () => {
    const open: FakeActivity = { type: 'runShard', input };
    const history = fakeHistory({ ...partitionRun, activities: [open] });
    const pending = {
      activityId: '1',
      attempt: 3,
      state: 2,
      lastFailure: { message: 'lost', applicationFailureInfo: { type: 'oops' } },
    };
    expect(digestHistory(ref, history, [pending as never]).shards).toMatchObject([
      { shard: 4, attempts: 3, failures: [{ attempt: 2, type: 'oops', message: 'lost' }] },
    ]);
    expect(digestHistory(ref, history, [{ ...pending, state: 1 } as never]).shards).toMatchObject([{ attempts: 2 }]);
  });

  it('takes no counts from a shard whose allowance did not suffice', () => {
    const counts = { total: 0, kept: 0, dropped: 0, failed: 0, rows: 0 };
    const spent: FakeActivity = {
      type: 'runShard',
      input,
      endedAt: '2026-11-23T06:00:10.000Z',
      result: { counts, exhausted: true },
    };
    expect(digestHistory(ref, fakeHistory({ ...partitionRun, activities: [spent] })).shards[0]?.counts).toBeUndefined();
  });

  it('keeps the failure that ended an activity', () => {
    const failed: FakeActivity = {
      type: 'runShard',
      input,
      endedAt: '2026-11-23T06:00:10.000Z',
      failure: { message: 'refused', type: 'store_refused' },
    };
    expect(digestHistory(ref, fakeHistory({ ...partitionRun, activities: [failed] })).shards[0]?.failures).toEqual([
      { shard: 4, attempt: 1, type: 'store_refused', message: 'refused', at: '2026-11-23T06:00:10.000Z' },
    ]);
  });
});

it('takes a workflow id for its campaign by the whole name', () => {
  expect(
    ['campaign/a', 'campaign/a/partition-00', 'campaign/ab', 'campaign/ab/partition-00'].map((id) =>
      belongsTo('a', id),
    ),
  ).toEqual([true, true, false, false]);
});

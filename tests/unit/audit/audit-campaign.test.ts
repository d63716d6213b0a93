import { describe, expect, it } from '@jest/globals';
import { auditCampaign, renderAudit, type AuditResult } from '../../../activities/audit/index.ts';
import { sealStage } from '../../../activities/artifacts/manifest.ts';
import { commitShard, readCommit, type ShardCommit } from '../../../activities/artifacts/shard-commit.ts';
import { recordDecision } from '../../../activities/campaigns/decisions.ts';
import { MmsynthError } from '../../../activities/errors.ts';
import { memoryStore } from '../../memory-store.ts';
import { placeOf } from './damage.ts';
import { evolvedCampaign, importScripted, runScriptedShard, type EvolvedCampaign } from './evolved-campaign.ts';

const audit = ({ store, campaign }: EvolvedCampaign, verify = true): Promise<AuditResult> =>
  auditCampaign({ store, campaign, verify });

describe('audit of a campaign that is whole', () => {
  it('finds nothing wrong and says what there is', async () => {
    const evolved = await evolvedCampaign();
    const result = await audit(evolved);
    expect(result.problems).toEqual([]);
    expect(result).toMatchObject({
      campaign: 'photos',
      recipe: 'mmevol',
      state: 'completed',
      verified: true,
      history: 'absent',
      runs: [],
      boughtTwice: 0,
      problemCount: 0,
      orphans: { count: 0 },
    });
    const underPrefix = [...evolved.store.objects].filter(([key]) => key.startsWith('campaigns/photos/'));
    expect(result.artifacts).toEqual({
      count: underPrefix.length,
      bytes: underPrefix.reduce((sum, [, body]) => sum + body.length, 0),
    });
  });

  it('takes attempts and durations from the journal where history is gone', async () => {
    const { rounds } = await audit(await evolvedCampaign(), false);
    expect(rounds.map(({ round, stage, attempts, retries }) => ({ round, stage, attempts, retries }))).toEqual([
      { round: 0, stage: 'import', attempts: 0, retries: 0 },
      { round: 1, stage: 'evolve', attempts: 2, retries: 0 },
      { round: 2, stage: 'evolve', attempts: 2, retries: 0 },
    ]);
    // Round 1 buys 8 answers a second apart, the first having taken its latency before that.
    expect(rounds[1]?.durationMs).toBeGreaterThan(7_000);
  });

  it('adds up answers by model and worker', async () => {
    const { answers, usage } = await audit(await evolvedCampaign());
    expect(answers?.workers).toEqual([{ worker: 'worker-1', answers: 14 }]);
    expect(answers?.models).toMatchObject([
      {
        model: 'test-model',
        answers: 14,
        promptTokens: 1400,
        completionTokens: 280,
        finishReasons: { length: 2, stop: 12 },
      },
    ]);
    expect(usage.requests).toBe(14);
  });

  it('tells how far it is', async () => {
    const texts: string[] = [];
    const { store, campaign } = await evolvedCampaign();
    await auditCampaign({ store, campaign, verify: true, onProgress: (text) => texts.push(text) });
    expect(texts).toContain('verifying shards: 2 of 2');
  });

  it('is rendered without a problem', async () => {
    const text = renderAudit(await audit(await evolvedCampaign()), { width: 90 });
    expect(text).toContain('photos  mmevol  completed  workflow history absent');
    expect(text).toContain('verified: every artifact');
    expect(text.split('\n').every((line) => line.length <= 110)).toBe(true);
  });
});

describe('audit of a retried campaign', () => {
  /** A retry that revised one shard of the last round. */
  async function retried(): Promise<EvolvedCampaign> {
    const evolved = await evolvedCampaign();
    const { store, campaign } = evolved;
    const at = '2026-11-23T06:10:00.000Z';
    await recordDecision(store, campaign, { v: 1, id: 'r', kind: 'retry', at, revision: 2, round: 2 });
    const commit = (await readCommit(store, placeOf(evolved, 2), 0, 1)) as ShardCommit;
    await commitShard(store, placeOf(evolved, 2), { ...commit, revision: 2, writer: 'r2-another-run-7.1' });
    await sealStage(store, placeOf(evolved, 1), 2, 2);
    return evolved;
  }

  it('is verified at its newest revision, with the older one still checked', async () => {
    const evolved = await retried();
    await sealStage(evolved.store, placeOf(evolved, 2), 2, 2);
    const result = await audit(evolved);
    expect(result).toMatchObject({ state: 'completed', revision: 2, verified: true, problems: [] });
    expect(result.rounds[2]).toMatchObject({ sealed: true, attempts: 3, items: { total: 6, kept: 2 } });
    expect(result.usage.requests).toBe(14);
  });

  it('is interrupted, not damaged, before the newest revision is sealed', async () => {
    expect(await audit(await retried())).toMatchObject({ state: 'interrupted', revision: 2, problems: [] });
  });
});

describe('what only looks odd', () => {
  it('does not take a running half of a campaign for damage', async () => {
    const evolved = await importScripted('half');
    await runScriptedShard(evolved, 1, 0);
    const result = await audit(evolved);
    expect(result.problems).toEqual([]);
    expect(result.state).toBe('interrupted');
    expect(result.rounds[1]).toMatchObject({
      sealed: false,
      shards: { total: 2, done: 1 },
      items: { total: 6, kept: 2, dropped: 1 },
    });
  });

  it('lists what a zombie left as orphans, not as problems', async () => {
    const evolved = await evolvedCampaign();
    const key = `campaigns/photos/rounds/01/evolve/rows/00000000-${'0'.repeat(64)}.jsonl`;
    evolved.store.objects.set(key, Buffer.from('{}\n'));
    const result = await audit(evolved);
    expect(result.verified).toBe(true);
    expect(result.orphans).toEqual({ count: 1, bytes: 3, keys: [key] });
  });

  it('counts answers bought twice, and the attempts that bought them', async () => {
    const evolved = await evolvedCampaign();
    const [segment, body] =
      [...evolved.store.objects].find(([key]) => key.includes('/01/evolve/journal/00000001/')) ?? [];
    evolved.store.objects.set(String(segment).replace('.1-', '.3-'), body as Buffer);
    for (const verify of [true, false]) {
      const result = await audit(evolved, verify);
      expect(result.problems).toEqual([]);
      expect(result.boughtTwice).toBe(4);
      expect(result.rounds[1]).toMatchObject({ attempts: 4, retries: 2 });
    }
  });

  it('does not look at a campaign whose name only begins alike', async () => {
    const evolved = await evolvedCampaign('a');
    const other = await evolvedCampaign('ab');
    for (const [key, body] of other.store.objects) evolved.store.objects.set(key, body);
    const alone = await audit(await evolvedCampaign('a'));
    expect((await audit(evolved)).artifacts).toEqual(alone.artifacts);
  });

  it('knows a campaign that is not there by its code', async () => {
    const missing = auditCampaign({ store: memoryStore(), campaign: 'none', verify: false });
    await expect(missing).rejects.toBeInstanceOf(MmsynthError);
    await expect(missing).rejects.toMatchObject({ code: 'campaign_not_found' });
  });
});

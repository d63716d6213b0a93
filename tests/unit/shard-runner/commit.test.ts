import { describe, expect, it } from '@jest/globals';
import { MmsynthError } from '../../../activities/errors.ts';
import { InferenceError } from '../../../activities/inference/index.ts';
import { failing, faultyStore, replyLost } from '../../faulty-store.ts';
import { attemptShard, committed, importedCampaign, journalOf } from './scenario.ts';
import { scriptedGateway } from './scripted-gateway.ts';

const silent = () =>
  scriptedGateway(() => {
    throw new Error('nothing may be asked');
  });

describe('commit of a shard', () => {
  it('that is there is answered without a request or a write', async () => {
    const store = await importedCampaign([['a', 'b']]);
    const first = await attemptShard(
      store,
      scriptedGateway(() => ({})),
    );
    const before = [...store.objects.keys()];
    const gateway = silent();
    const second = await attemptShard(store, gateway);
    expect({ ...second, spent: first.spent }).toEqual(first);
    expect(gateway.asked).toEqual([]);
    expect([...store.objects.keys()]).toEqual(before);
  });

  it('an attempt killed between journal and commit loses nothing', async () => {
    const store = await importedCampaign([['a', 'b', 'c']]);
    const killed = faultyStore(store, (key) => (key.includes('/commits/') ? failing(new Error('killed')) : undefined));
    await expect(
      attemptShard(
        killed,
        scriptedGateway(() => ({})),
      ),
    ).rejects.toThrow('killed');
    await expect(committed(store)).rejects.toThrow('no commit');
    const resumed = silent();
    const { counts, usage } = await attemptShard(store, resumed);
    expect(counts.kept).toBe(3);
    expect(usage.requests).toBe(3);
    expect(resumed.asked).toEqual([]);
  });

  it('is not written before every answer is durable', async () => {
    const store = await importedCampaign([['a', 'b']]);
    const order: string[] = [];
    const watched = faultyStore(store, (key) => async (put) => {
      if (key.includes('/journal/')) await new Promise((resolve) => setTimeout(resolve, 5));
      const outcome = await put();
      order.push(/\/(journal|rows|rejects|commits)\//.exec(key)?.[1] ?? key);
      return outcome;
    });
    await attemptShard(
      watched,
      scriptedGateway(({ prompt }) => ({ delayMs: prompt === 'a' ? 0 : 4 })),
    );
    expect(order.slice(order.lastIndexOf('journal') + 1)).toEqual(['rows', 'rejects', 'commits']);
  });

  it('does not come where an answer could not be journaled, and the refusal surfaces', async () => {
    const store = await importedCampaign([['a']]);
    const refused = new MmsynthError('store_refused', 'the object store refused.');
    const faulty = faultyStore(store, (key) => (key.includes('/journal/') ? failing(refused) : undefined));
    await expect(
      attemptShard(
        faulty,
        scriptedGateway(() => ({})),
      ),
    ).rejects.toBe(refused);
    await expect(committed(store)).rejects.toThrow('no commit');
  });

  it('nothing more is bought once an answer could not be journaled', async () => {
    const store = await importedCampaign([Array.from({ length: 65 }, (_, i) => `prompt ${i}`)]);
    const refused = new MmsynthError('store_refused', 'the object store refused.');
    const faulty = faultyStore(store, (key) => (key.includes('/journal/') ? failing(refused) : undefined));
    const forever = new Promise<never>(() => undefined);
    const gateway = scriptedGateway(({ prompt }) => (prompt === 'prompt 64' ? forever : {}));
    await expect(attemptShard(faulty, gateway)).rejects.toBe(refused);
    expect(gateway.inFlight()).toBe(0);
  });

  it('of two attempts with other answers there is one, and both return its counts', async () => {
    const store = await importedCampaign([['a', 'b']]);
    const slow = scriptedGateway(() => ({ text: 'slow', delayMs: 20 }));
    const quick = scriptedGateway(({ prompt }) =>
      prompt === 'a' ? new InferenceError('refused', 'no', { reason: 'policy' }) : { text: 'quick' },
    );
    const [loser, winner] = await Promise.all([attemptShard(store, slow), attemptShard(store, quick)]);
    const { commit, rows } = await committed(store);
    expect(winner.counts).toEqual({ total: 2, kept: 1, dropped: 0, failed: 1, rows: 1 });
    expect(loser.counts).toEqual(winner.counts);
    expect(commit.counts).toEqual(winner.counts);
    expect(rows.map(({ answer }) => answer)).toEqual(['quick']);
    expect((await journalOf(store)).all).toHaveLength(3);
  });

  it('whose reply was lost is one’s own', async () => {
    const store = await importedCampaign([['a']]);
    const { counts } = await attemptShard(
      faultyStore(store, () => replyLost),
      scriptedGateway(() => ({})),
    );
    expect(counts.kept).toBe(1);
    expect((await committed(store)).rows).toHaveLength(1);
  });
});

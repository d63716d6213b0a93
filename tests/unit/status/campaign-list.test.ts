import { describe, expect, it } from '@jest/globals';
import { campaignStatus, listCampaigns, renderList, renderStatus } from '../../../activities/status/index.ts';
import { evolvedCampaign, importScripted } from '../audit/evolved-campaign.ts';
import { fakeClient } from '../audit/fake-temporal.ts';
import { child, root } from './scenario.ts';

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

import { describe, expect, it } from '@jest/globals';
import { sealStage } from '../../../activities/artifacts/manifest.ts';
import type { ArtifactStore } from '../../../activities/artifacts/store.ts';
import { createCampaignCache } from '../../../activities/campaigns/campaign-cache.ts';
import { claimIdentity, type Identity } from '../../../activities/campaigns/identity.ts';
import { runWholeStage } from '../../../activities/stage-runner/run-whole-stage.ts';
import { openStageWriter } from '../../../activities/stage-runner/stage-writer.ts';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { datasetOf } from '../../campaign-harness/artifacts.ts';
import { faultyStore } from '../../faulty-store.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { optionsOf } from './scenario.ts';

const campaign = 'packed';
const modes = ['offline', 'online', 'repo'] as const;

/** A campaign whose mix of thirty samples is sealed and waits for packing. */
async function mixed(packing: (typeof modes)[number]): Promise<MemoryStore> {
  const store = memoryStore();
  const identity: Identity = {
    v: 1,
    campaign,
    root: campaign,
    recipe: 'mix',
    seed: 7,
    input: { sha256: sha256('samples') },
    models: {},
    options: JSON.parse(
      canonicalJson(optionsOf({ pack: { mode: packing, maxTokens: 100, maxTiles: 8 } })),
    ) as Identity['options'],
    shardItems: 2,
  };
  await claimIdentity(store, identity);
  const place = { campaign, round: 1, stage: 'mix' };
  const writer = openStageWriter(store, { ...place, revision: 1 }, { root: campaign, shardItems: 8, writer: 'w' });
  for (let i = 0; i < 30; i++) {
    const conversations = [{ from: 'human', value: `q${i}` }];
    const fields = { conversations, dataset: 'main', tokens: 9 + ((i * 37) % 60), trainable: 4, tiles: [], repeat: 1 };
    await writer.take({ kind: 'row', fields, parents: [{ id: `seed-${i}`, origin: `seed-${i}` }] });
  }
  const { shards } = await writer.finish(30);
  await sealStage(store, place, shards, 1, { facts: {} });
  return store;
}

const packed = (store: ArtifactStore, writer: string) =>
  runWholeStage(
    { campaign, round: 1, stage: 'pack', revision: 1 },
    { writer, signal: new AbortController().signal },
    { store, campaigns: createCampaignCache(store) },
  );

/** The store of an attempt whose worker is gone after so many puts. */
function goneAfter(store: ArtifactStore, puts: number): ArtifactStore {
  let left = puts;
  return faultyStore(store, () => (left-- > 0 ? undefined : () => Promise.reject(new Error('the worker is gone'))));
}

describe.each(modes)('packing %s that breaks off', (packing) => {
  it('gives the same packs when begun again, wherever it broke off', async () => {
    const quiet = await mixed(packing);
    const before = quiet.objects.size;
    const { shards } = await packed(quiet, 'quiet');
    expect(shards).toBeGreaterThan(2);
    const wanted = await datasetOf(quiet, campaign);
    for (let puts = 0; puts < quiet.objects.size - before; puts++) {
      const store = await mixed(packing);
      await expect(packed(goneAfter(store, puts), 'first')).rejects.toThrow('the worker is gone');
      expect(store.objects.size - before).toBe(puts);
      await packed(store, 'second');
      expect(await datasetOf(store, campaign)).toEqual(wanted);
    }
  });
});

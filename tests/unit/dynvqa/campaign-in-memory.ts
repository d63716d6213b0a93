import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { operationsKey } from '../../../activities/artifacts/keys.ts';
import { readNewestManifest, sealStage } from '../../../activities/artifacts/manifest.ts';
import type { Reject } from '../../../activities/artifacts/reject.ts';
import { readShardRejects, readShardRows } from '../../../activities/artifacts/stage-rows.ts';
import { createCampaignCache } from '../../../activities/campaigns/campaign-cache.ts';
import { claimIdentity, modelsIdentity, type Identity } from '../../../activities/campaigns/identity.ts';
import { modelSettings } from '../../../activities/campaigns/model-settings.ts';
import type { Operations } from '../../../activities/campaigns/operations.ts';
import type { SearchPrice } from '../../../activities/campaigns/search-price.ts';
import { imagesInFolder } from '../../../activities/import/image-source.ts';
import { importSeed } from '../../../activities/import/import-seed.ts';
import type { Gateway } from '../../../activities/inference/index.ts';
import { buildCorpus } from '../../../activities/retrieval/corpus/build-corpus.ts';
import type { Retriever } from '../../../activities/retrieval/retriever.ts';
import { createRetrievers } from '../../../activities/retrieval/retrievers.ts';
import { campaignTab } from '../../../activities/shard-runner/campaign-tab.ts';
import { runShard } from '../../../activities/shard-runner/run-shard.ts';
import { openStage } from '../../../activities/stage-runner/open-stage.ts';
import { runWholeStage } from '../../../activities/stage-runner/run-whole-stage.ts';
import { storedMeasures } from '../../../activities/vision/stored-measures.ts';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { recipe } from '../../../recipes/dynvqa/recipe.ts';
import type { Row } from '../../../recipes/item-program.ts';
import type { RetrievalSettings } from '../../../recipes/retrieval.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import type { MemoryStore } from '../../memory-store.ts';

const example = (name: string): string => new URL(`../../../examples/dynvqa/${name}`, import.meta.url).pathname;
/** Folder of the photos that come as packages. */
export const photoFolder = new URL('../../../node_modules/@stdlib/', import.meta.url).pathname;
export const factsFile = example('facts.jsonl');

/** Puts the example's corpus with its photos into the store and gives its name. */
export async function exampleCorpus(store: MemoryStore, folder: string): Promise<string> {
  const source = join(folder, 'corpus');
  await mkdir(source, { recursive: true });
  for (const name of ['corpus.jsonl', 'pictures.jsonl']) await cp(example(name), join(source, name));
  for (const name of photoNames)
    await cp(join(photoFolder, name, 'data/image.jpg'), join(source, name, 'data/image.jpg'));
  return (await buildCorpus({ store, folder: source })).corpus;
}

const photoNames = [
  'acanthus-mollis',
  'airplane-from-above',
  'allium-oreophilum',
  'black-canyon',
  'dust-bowl-home',
  'french-alpine-landscape',
  'locomotion-house-cat',
  'march-pastoral',
  'nagasaki-boats',
].map((name) => `datasets-img-${name}`);

export interface CampaignInMemory {
  readonly store: MemoryStore;
  readonly campaign: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Records of the seed file, or its path. */
  readonly seed: string | readonly object[];
  readonly gateway: Gateway;
  /** Folder of scratch files and indexes. */
  readonly folder: string;
  /** @default the embedded one */
  readonly retrieverFor?: (settings: RetrievalSettings) => Retriever;
  readonly images?: string;
  readonly parts?: Readonly<Record<string, readonly object[]>>;
  /** Roles of the spec's models, all the same one. @default the generator */
  readonly roles?: readonly string[];
  /** @default searches cost nothing */
  readonly searchPrice?: SearchPrice;
  /** Campaign whose journal keys are used. @default its own */
  readonly root?: string;
}

export interface EndedStage {
  readonly stage: string;
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
  readonly facts: StageFacts;
  readonly counts: { readonly total: number; readonly kept: number; readonly dropped: number; readonly failed: number };
}

const jsonl = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** Runs a whole campaign of the recipe through import, shard runner and stage runner, on a store in memory and without Temporal. */
export async function runCampaign(asked: CampaignInMemory): Promise<Readonly<Record<string, EndedStage>>> {
  const { store, campaign, folder, gateway, seed, parts = {}, images = photoFolder, root = campaign } = asked;
  const { roles = ['generator'], searchPrice } = asked;
  const options = recipe.options.parse(asked.options) as Identity['options'];
  const scripted = modelSettings.parse({ model: 'scripted-1', baseUrls: ['http://scripted.invalid/v1'] });
  const models = Object.fromEntries(roles.map((role) => [role, scripted]));
  const seedFile = typeof seed === 'string' ? seed : join(folder, `${campaign}.jsonl`);
  if (typeof seed !== 'string') await writeFile(seedFile, jsonl(seed));
  const partFiles: Record<string, string> = {};
  for (const [name, records] of Object.entries(parts)) {
    partFiles[name] = join(folder, `${campaign}-${name}.jsonl`);
    await writeFile(partFiles[name], jsonl(records));
  }
  const identity: Identity = {
    v: 1,
    campaign,
    root,
    recipe: 'dynvqa',
    seed: 7,
    input: { sha256: sha256(canonicalJson([typeof seed === 'string' ? seed : [...seed]])) },
    models: modelsIdentity(models),
    options,
    shardItems: 4,
  };
  await claimIdentity(store, identity);
  const operations: Operations = {
    v: 1,
    models,
    ...(searchPrice ? { searchPrice } : {}),
    window: 64,
    heartbeatSeconds: 30,
  };
  await store.putOnce(operationsKey(campaign, 1), canonicalJson(operations), 'application/json');
  await importSeed({
    store,
    identity,
    recipe: recipe as unknown as Parameters<typeof importSeed>[0]['recipe'],
    seedFile,
    parts: partFiles,
    images: imagesInFolder(images),
  });

  const campaigns = createCampaignCache(store);
  const retrievers = createRetrievers({ store, cacheFolder: join(folder, 'indexes'), environment: {} });
  const signal = new AbortController().signal;
  const ended: Record<string, EndedStage> = {};
  const plan = recipe.plan;
  if (plan.shape !== 'barriers') throw new Error('the recipe has rounds with barriers');
  for (const { name: stage, kind } of [{ name: 'import', kind: 'sealed' }, ...plan.stages(1, options)]) {
    const place = { campaign, round: kind === 'sealed' ? 0 : 1, stage };
    const task = { ...place, revision: 1 };
    if (kind === 'whole') await runWholeStage(task, { writer: `whole-${stage}`, signal }, { store, campaigns });
    if (kind === 'map') {
      const opened = await openStage({ store, campaigns }, task, { signal });
      if (opened.kind === 'open') {
        for (let shard = 0; shard < opened.shards; shard++)
          await runShard(
            { ...task, shard, operations: 1 },
            { run: 'run', activity: stage, attempt: 1, signal, onStart: () => undefined },
            {
              store,
              campaigns,
              gatewayFor: () => gateway,
              tabOf: () => campaignTab(),
              detect: async () => ({ width: 8, height: 8, objects: [], text: [] }),
              measureImage: storedMeasures(store),
              retrieverFor: asked.retrieverFor ?? retrievers.get,
              worker: 'worker',
            },
          );
        await sealStage(store, place, opened.shards, 1);
      }
    }
    const manifest = await readNewestManifest(store, place, 1);
    if (!manifest) throw new Error(`${stage} is not sealed`);
    const rows: Row[] = [];
    const rejects: Reject[] = [];
    for (const { shard } of manifest.shards) {
      rows.push(...(await readShardRows(store, place, shard, 1, {})));
      rejects.push(...(await readShardRejects(store, place, shard, 1, {})));
    }
    ended[stage] = { stage, rows, rejects, facts: manifest.facts ?? {}, counts: manifest.counts };
  }
  retrievers.close();
  return ended;
}

/** Hash of everything a sealed stage holds. */
export const hashOfStage = async (store: MemoryStore, campaign: string, stage: string): Promise<string> =>
  sha256(
    canonicalJson(
      [...store.objects]
        .filter(([key]) => key.startsWith(`campaigns/${campaign}/rounds/`) && key.includes(`/${stage}/`))
        .filter(([key]) => /\/(rows|rejects|manifest)/u.test(key))
        .map(([key, bytes]) => [key.replace(campaign, ''), sha256(bytes)]),
    ),
  );

import { writeLines } from '../../../activities/artifacts/dataset.ts';
import { fromJsonLines } from '../../../activities/artifacts/dataset.ts';
import { readJournal, type Journal } from '../../../activities/artifacts/journal-reader.ts';
import { noUsage } from '../../../activities/artifacts/journal-reader.ts';
import { operationsKey } from '../../../activities/artifacts/keys.ts';
import { reject, type Reject } from '../../../activities/artifacts/reject.ts';
import { commitShard, readCommit, type ShardCommit } from '../../../activities/artifacts/shard-commit.ts';
import type { ArtifactStore } from '../../../activities/artifacts/store.ts';
import { createCampaignCache } from '../../../activities/campaigns/campaign-cache.ts';
import { recordDecision } from '../../../activities/campaigns/decisions.ts';
import { claimIdentity, modelsIdentity, type Identity } from '../../../activities/campaigns/identity.ts';
import { modelSettings } from '../../../activities/campaigns/model-settings.ts';
import type { Operations } from '../../../activities/campaigns/operations.ts';
import type { Gateway } from '../../../activities/inference/index.ts';
import { campaignTab } from '../../../activities/shard-runner/campaign-tab.ts';
import { runShard, type Attempt } from '../../../activities/shard-runner/run-shard.ts';
import type { ShardResult, ShardTask } from '../../../activities/shard-runner/shard-task.ts';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { row, type Row } from '../../../recipes/item-program.ts';
import { hashOf } from '../../../recipes/sha256.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';

export const campaign = 'letters';
export const place = { campaign, round: 1, stage: 'generate' } as const;

const models = {
  generator: modelSettings.parse({ model: 'scripted-1', baseUrls: ['http://scripted.invalid/v1'] }),
};
const operations: Operations = { v: 1, models, window: 64, heartbeatSeconds: 30 };
const identity: Identity = {
  v: 1,
  campaign,
  root: campaign,
  recipe: 'generate',
  seed: 7,
  input: { sha256: hashOf('the seed file') },
  models: modelsIdentity(models),
  options: {},
  shardItems: 64,
};

/** A campaign of the plainest recipe whose shards hold these prompts, imported and ready for round 1. */
export async function importedCampaign(shards: readonly (readonly string[])[]): Promise<MemoryStore> {
  const store = memoryStore();
  await claimIdentity(store, identity);
  await store.putOnce(operationsKey(campaign, 1), canonicalJson(operations), 'application/json');
  const at = { campaign, round: 0, stage: 'import' };
  for (const [shard, prompts] of shards.entries()) {
    const rows = prompts.map((prompt, i): Row => {
      const id = hashOf([campaign, shard, i]).slice(0, 32);
      return { id, origin: id, parents: [], round: 0, calls: [], prompt };
    });
    const counts = { total: rows.length, kept: rows.length, dropped: 0, failed: 0, rows: rows.length };
    await commitShard(store, at, {
      v: 1,
      shard,
      revision: 1,
      counts,
      rows: await writeLines(store, at, 'rows', shard, rows),
      rejects: await writeLines(store, at, 'rejects', shard, []),
      usage: noUsage,
      writer: 'import',
    });
  }
  return store;
}

let attempts = 0;

export interface RunOptions {
  readonly shard?: number;
  readonly revision?: number;
  readonly signal?: AbortSignal;
  /** Workflow run and attempt; every run is a new attempt unless told. */
  readonly run?: string;
  readonly attempt?: number;
}

/** Runs one attempt at a shard, as the activity does. */
export function attemptShard(store: ArtifactStore, gateway: Gateway, options: RunOptions = {}): Promise<ShardResult> {
  const { shard = 0, revision = 1, signal = new AbortController().signal, run = 'run' } = options;
  const task: ShardTask = { ...place, shard, revision, operations: 1 };
  const attempt: Attempt = {
    run,
    activity: '1',
    attempt: options.attempt ?? ++attempts,
    signal,
    onStart: () => undefined,
  };
  return runShard(task, attempt, {
    store,
    campaigns: createCampaignCache(store),
    gatewayFor: () => gateway,
    tabOf: () => campaignTab(),
    detect: () => Promise.reject(new Error('nothing is detected here')),
    retrieverFor: () => {
      throw new Error('nothing is searched here');
    },
    worker: 'worker',
  });
}

/** Opens a revision as `retry` does. */
export async function decideRetry(store: ArtifactStore, revision: number): Promise<void> {
  const at = '2026-01-01T00:00:00.000Z';
  await recordDecision(store, campaign, { v: 1, id: `retry-${revision}`, kind: 'retry', at, revision, round: 1 });
}

export interface Committed {
  readonly commit: ShardCommit;
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
}

export async function committed(store: MemoryStore, revision = 1, shard = 0): Promise<Committed> {
  const commit = await readCommit(store, place, shard, revision);
  if (!commit) throw new Error(`shard ${shard} has no commit at revision ${revision}`);
  const linesOf = (kind: string, hash: string): unknown[] => {
    const key = [...store.objects.keys()].find((name) => name.includes(`/01/generate/${kind}/`) && name.includes(hash));
    return fromJsonLines(store.objects.get(key ?? '') ?? Buffer.alloc(0));
  };
  return {
    commit,
    rows: linesOf('rows', commit.rows.sha256).map((line) => row.parse(line)),
    rejects: linesOf('rejects', commit.rejects.sha256).map((line) => reject.parse(line)),
  };
}

export const journalOf = (store: ArtifactStore, shard = 0): Promise<Journal> => readJournal(store, place, shard);

/** Bytes of everything that is data: the same for the same answers. A commit's usage and writer are for the audit. */
export function dataOf(store: MemoryStore): Record<string, string> {
  const data: Record<string, string> = {};
  for (const [key, bytes] of [...store.objects].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (/\/(rows|rejects)\//.test(key)) data[key] = bytes.toString('utf8');
    if (key.includes('/01/generate/commits/')) {
      const { counts, rows, rejects } = JSON.parse(bytes.toString('utf8')) as ShardCommit;
      data[key] = canonicalJson({ counts, rows, rejects });
    }
  }
  return data;
}

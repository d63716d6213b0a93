import { writeLines } from '../../activities/artifacts/dataset.ts';
import { noUsage } from '../../activities/artifacts/journal-reader.ts';
import { operationsKey } from '../../activities/artifacts/keys.ts';
import { sealStage } from '../../activities/artifacts/manifest.ts';
import { commitShard } from '../../activities/artifacts/shard-commit.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import { claimIdentity, type Identity } from '../../activities/campaigns/identity.ts';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { dynvqaOptions } from '../../recipes/dynvqa/options.ts';

/** Seals a release of one question for a campaign. */
export async function sealRelease(store: ArtifactStore, campaign: string): Promise<void> {
  const place = { campaign, round: 1, stage: 'release' };
  const row = { id: 'a', origin: 'a', parents: [], round: 1, calls: [], question_id: 'q1' };
  const counts = { total: 1, kept: 1, dropped: 0, failed: 0, rows: 1 };
  const [rows, rejects] = [
    await writeLines(store, place, 'rows', 0, [row]),
    await writeLines(store, place, 'rejects', 0, []),
  ];
  await commitShard(store, place, {
    v: 1,
    shard: 0,
    revision: 1,
    counts,
    rows,
    rejects,
    usage: noUsage,
    writer: 'test',
  });
  await sealStage(store, place, 1, 1);
}

/** A refresh campaign that has sealed its release. */
export async function sealSeries(store: ArtifactStore, series: string, version: string): Promise<void> {
  const retrieval = { provider: 'embedded', corpus: 'c'.repeat(64) };
  const identity: Identity = {
    v: 1,
    campaign: series,
    root: series,
    recipe: 'dynvqa',
    seed: 7,
    input: { sha256: 'seed' },
    models: {},
    options: dynvqaOptions.parse({ task: 'refresh', version, asOf: '2025-12-01', retrieval }) as Identity['options'],
    shardItems: 1,
  };
  await claimIdentity(store, identity);
  const operations = { v: 1, models: {}, window: 4, heartbeatSeconds: 5 };
  await store.putOnce(operationsKey(series, 1), canonicalJson(operations), 'application/json');
  await sealRelease(store, series);
}

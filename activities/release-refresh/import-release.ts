import type { Row } from '../../recipes/item-program.ts';
import { hashOf } from '../../recipes/sha256.ts';
import { writeLines } from '../artifacts/dataset.ts';
import { noUsage } from '../artifacts/journal-reader.ts';
import { readManifest, sealStage } from '../artifacts/manifest.ts';
import { commitShard } from '../artifacts/shard-commit.ts';
import { readShardRows } from '../artifacts/stage-rows.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { SealedRelease } from './release-series.ts';

/** Fields that the refresh before wrote about itself. */
const ofRefresh = new Set(['id', 'origin', 'parents', 'round', 'calls', 'refresh']);

/** Takes the questions of a sealed release as the import of another campaign, shard by shard; gives the number of shards. */
export async function importRelease(
  store: ArtifactStore,
  { campaign: from, revision, manifest }: SealedRelease,
  to: string,
  options: CallOptions,
): Promise<number> {
  const place = { campaign: to, round: 0, stage: 'import' };
  const source = { campaign: from, round: 1, stage: 'release' };
  const sealed = await readManifest(store, place, 1, options);
  if (sealed) return sealed.shards.length;
  for (const { shard } of manifest.shards) {
    const rows = (await readShardRows(store, source, shard, revision, options)).map((row): Row => {
      const fields = Object.fromEntries(Object.entries(row).filter(([name]) => !ofRefresh.has(name)));
      const id = hashOf([to, [], 'import', 0, row['question_id'] ?? row.id]).slice(0, 32);
      return { ...fields, id, origin: id, parents: [], round: 0, calls: [] };
    });
    const counts = { total: rows.length, kept: rows.length, dropped: 0, failed: 0, rows: rows.length };
    await commitShard(
      store,
      place,
      {
        v: 1,
        shard,
        revision: 1,
        counts,
        rows: await writeLines(store, place, 'rows', shard, rows, options),
        rejects: await writeLines(store, place, 'rejects', shard, [], options),
        usage: noUsage,
        writer: `release of ${from}`,
      },
      options,
    );
  }
  await sealStage(store, place, manifest.shards.length, 1, options);
  return manifest.shards.length;
}

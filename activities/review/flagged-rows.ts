import type { StagePlace } from '../artifacts/keys.ts';
import { readNewestManifest } from '../artifacts/manifest.ts';
import type { Reject } from '../artifacts/reject.ts';
import { readShardRejects } from '../artifacts/stage-rows.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';

/** The lines of whole items that a sealed stage dropped, shard by shard; none where it is not sealed. */
export async function* flaggedRows(
  store: ArtifactStore,
  place: StagePlace,
  revision: number,
  options: CallOptions = {},
): AsyncGenerator<Reject> {
  const manifest = await readNewestManifest(store, place, revision, options);
  for (const { shard } of manifest?.shards ?? []) {
    const rejects = await readShardRejects(store, place, shard, revision, options);
    yield* rejects.filter(({ kind, unit }) => kind === 'dropped' && unit === undefined);
  }
}

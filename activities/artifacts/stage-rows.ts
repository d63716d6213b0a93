import { row, type Row } from '../../recipes/item-program.ts';
import { readLines } from './dataset.ts';
import type { StagePlace } from './keys.ts';
import { readNewestCommit } from './shard-commit.ts';
import { reject, type Reject } from './reject.ts';
import type { ArtifactStore, CallOptions } from './store.ts';

async function linesOf(
  store: ArtifactStore,
  place: StagePlace,
  kind: 'rows' | 'rejects',
  shard: number,
  revision: number,
  options: CallOptions,
): Promise<readonly unknown[]> {
  const commit = await readNewestCommit(store, place, shard, revision, options);
  if (!commit) throw new Error(`round ${place.round} ${place.stage} shard ${shard} has no commit to read from`);
  return readLines(store, place, kind, shard, commit[kind].sha256, options);
}

/** Kept rows of a shard by its newest commit at or before a revision. Throws where there is none. */
export async function readShardRows(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  revision: number,
  options: CallOptions,
): Promise<readonly Row[]> {
  return (await linesOf(store, place, 'rows', shard, revision, options)).map((line) => row.parse(line));
}

/** Rejects of a shard by its newest commit at or before a revision. Throws where there is none. */
export async function readShardRejects(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  revision: number,
  options: CallOptions,
): Promise<readonly Reject[]> {
  return (await linesOf(store, place, 'rejects', shard, revision, options)).map((line) => reject.parse(line));
}

import { row } from '../../recipes/item-program.ts';
import { sha256 } from '../../recipes/sha256.ts';
import { fromJsonLines } from '../artifacts/dataset.ts';
import { rejectsKey, rowsKey, type StagePlace } from '../artifacts/keys.ts';
import { reject } from '../artifacts/reject.ts';
import { shardCommit, type ShardCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { StoredShard } from './checks/stored-shard.ts';
import type { ProblemList } from './problem.ts';

/** Reads a commit. What is not one is reported. */
export async function readStoredCommit(
  store: ArtifactStore,
  key: string,
  problems: ProblemList,
): Promise<ShardCommit | undefined> {
  const bytes = await store.get(key);
  const commit = bytes && parsed(() => shardCommit.parse(JSON.parse(bytes.toString('utf8'))));
  if (!commit) problems.report('unreadable', key, 'not a commit');
  return commit;
}

/** Reads the lines a commit names, hashing them on the way. What is missing or damaged is reported. */
export async function readStoredShard(
  store: ArtifactStore,
  place: StagePlace,
  commit: ShardCommit,
  problems: ProblemList,
): Promise<StoredShard | undefined> {
  const read = async <T>(
    key: string,
    { sha256: hash, bytes: length }: ShardCommit['rows'],
    parse: (line: unknown) => T,
  ): Promise<T[] | undefined> => {
    const bytes = await store.get(key);
    if (!bytes) return void problems.report('artifact_missing', key, 'is named by a commit but is not in the store');
    const found = sha256(bytes);
    if (found !== hash) return void problems.report('hash_mismatch', key, `hashes to ${found}`);
    if (bytes.length !== length)
      problems.report('hash_mismatch', key, `has ${bytes.length} bytes, the commit says ${length}`);
    const lines = parsed(() => fromJsonLines(bytes).map(parse));
    if (!lines) problems.report('unreadable', key, 'holds lines that are not what they should be');
    return lines;
  };
  const { shard, rows, rejects } = commit;
  const [kept, fallen] = await Promise.all([
    read(rowsKey(place, shard, rows.sha256), rows, (line) => row.parse(line)),
    read(rejectsKey(place, shard, rejects.sha256), rejects, (line) => reject.parse(line)),
  ]);
  return kept && fallen && { commit, rows: kept, rejects: fallen };
}

function parsed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

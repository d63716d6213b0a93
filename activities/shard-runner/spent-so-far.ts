import type { StageRef } from '../../recipes/plan.ts';
import { addUsage, noUsage, readJournal, usageOf } from '../artifacts/journal-reader.ts';
import { stagePrefix, type StagePlace } from '../artifacts/keys.ts';
import { readNewestCommit, type Usage } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';

export interface SpendingScope {
  readonly campaign: string;
  readonly steps: readonly StageRef[];
  readonly revision: number;
}

/** Shards looked at together. */
const readAhead = 32;

/** Everything a campaign has bought before this run: by commits where there are some, else by what is journaled. */
export async function spentSoFar(
  store: ArtifactStore,
  { campaign, steps, revision }: SpendingScope,
  options: CallOptions,
): Promise<Usage> {
  const ofShard = async (place: StagePlace, shard: number): Promise<Usage> => {
    const commit = await readNewestCommit(store, place, shard, revision, options);
    if (commit?.revision === revision) return commit.usage;
    return usageOf((await readJournal(store, place, shard, options)).all);
  };
  let total = noUsage;
  for (const step of steps) {
    const place = { campaign, ...step };
    for await (const shards of shardsWithAnswers(store, place, options))
      total = (await Promise.all(shards.map((shard) => ofShard(place, shard)))).reduce(addUsage, total);
  }
  return total;
}

/** Shards that have bought something have a folder in the journal. */
async function* shardsWithAnswers(
  store: ArtifactStore,
  place: StagePlace,
  options: CallOptions,
): AsyncGenerator<readonly number[]> {
  let batch: number[] = [];
  for await (const name of store.listFolders(`${stagePrefix(place)}journal/`, options)) {
    batch.push(Number(name));
    if (batch.length < readAhead) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

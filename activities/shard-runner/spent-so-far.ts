import { addUsage, noUsage, readJournal, usageOf } from '../artifacts/journal-reader.ts';
import { readNewestCommit, type Usage } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';

export interface SpendingScope {
  readonly campaign: string;
  readonly stage: string;
  readonly rounds: number;
  readonly shards: number;
  readonly revision: number;
}

/** Shards looked at together. */
const readAhead = 32;

/** Everything a campaign has bought before this run: by commits where there are some, else by what is journaled. */
export async function spentSoFar(store: ArtifactStore, scope: SpendingScope, options: CallOptions): Promise<Usage> {
  const { campaign, stage, rounds, shards, revision } = scope;
  const ofShard = async (round: number, shard: number): Promise<Usage> => {
    const place = { campaign, round, stage };
    const commit = await readNewestCommit(store, place, shard, revision, options);
    if (commit?.revision === revision) return commit.usage;
    return usageOf((await readJournal(store, place, shard, options)).all);
  };
  let total = noUsage;
  for (let round = 1; round <= rounds; round++) {
    for (let from = 0; from < shards; from += readAhead) {
      const batch = Array.from({ length: Math.min(readAhead, shards - from) }, (_, i) => ofShard(round, from + i));
      total = (await Promise.all(batch)).reduce(addUsage, total);
    }
  }
  return total;
}

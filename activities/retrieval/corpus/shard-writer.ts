import type { ArtifactStore } from '../../artifacts/store.ts';
import type { CorpusManifest, CorpusShard } from './corpus.ts';
import { writeCorpusShard } from './stored-corpus.ts';

/** Lines of a shard: some 1.5 MB of passages. */
const linesInShard = 1000;

export interface ShardWriter<Line> {
  add(line: Line): Promise<void>;
  /** Writes what is left. */
  finish(): Promise<CorpusManifest['passages']>;
}

/** Collects lines into shards and puts each into the store when it is full. */
export function shardWriter<Line>(store: ArtifactStore): ShardWriter<Line> {
  const shards: CorpusShard[] = [];
  let held: Line[] = [];
  let count = 0;
  async function flush(): Promise<void> {
    if (held.length === 0) return;
    shards.push(await writeCorpusShard(store, held));
    held = [];
  }
  return {
    async add(line) {
      held.push(line);
      count += 1;
      if (held.length >= linesInShard) await flush();
    },
    async finish() {
      await flush();
      return { count, shards };
    },
  };
}

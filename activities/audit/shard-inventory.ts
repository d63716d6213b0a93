import { stagePrefix, type StagePlace } from '../artifacts/keys.ts';
import type { ArtifactStore, StoredObject } from '../artifacts/store.ts';

export const shardObjectKinds = ['commits', 'journal', 'rejects', 'rows'] as const;
export type ShardObjectKind = (typeof shardObjectKinds)[number];

/** What lies in the store for one shard of one stage. */
export type StageObjects = Readonly<Record<ShardObjectKind, readonly StoredObject[]>>;

export interface ShardInventory {
  readonly shard: number;
  /** By stage, in the order of the places given. */
  readonly stages: readonly StageObjects[];
}

interface Cursor {
  readonly stage: number;
  readonly kind: ShardObjectKind;
  readonly iterator: AsyncIterator<StoredObject>;
  head: { readonly shard: number; readonly object: StoredObject } | undefined;
}

/**
 * Lists all stages side by side, shard by shard: every listing is in shard order, so what is in memory is one shard and a
 * page of each. Shards below `expected` come even where nothing of them is there.
 */
export async function* shardInventory(
  store: ArtifactStore,
  places: readonly StagePlace[],
  expected: number,
): AsyncGenerator<ShardInventory> {
  const cursors = places.flatMap((place, stage) =>
    shardObjectKinds.map((kind): Cursor => {
      const objects = store.list(`${stagePrefix(place)}${kind}/`);
      return { stage, kind, iterator: objects[Symbol.asyncIterator](), head: undefined };
    }),
  );
  await Promise.all(cursors.map(advance));
  for (let shard = 0; ; shard++) {
    const next = Math.min(...cursors.map(({ head }) => head?.shard ?? Infinity));
    if (shard >= expected) {
      if (next === Infinity) return;
      shard = next;
    }
    const stages = places.map(
      () => ({ commits: [], journal: [], rejects: [], rows: [] }) as Record<ShardObjectKind, StoredObject[]>,
    );
    await Promise.all(
      cursors.map(async (cursor) => {
        while (cursor.head?.shard === shard) {
          stages[cursor.stage]?.[cursor.kind].push(cursor.head.object);
          await advance(cursor);
        }
      }),
    );
    yield { shard, stages };
  }
}

/** Objects whose name is not one of ours are passed over. */
async function advance(cursor: Cursor): Promise<void> {
  for (;;) {
    const next = await cursor.iterator.next();
    cursor.head = undefined;
    if (next.done) return;
    const match = new RegExp(`/${cursor.kind}/(\\d{8})[-./]`).exec(next.value.key);
    if (!match) continue;
    cursor.head = { shard: Number(match[1]), object: next.value };
    return;
  }
}

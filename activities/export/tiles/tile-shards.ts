/** Tiles of a shard at one reading, and its samples, at most; either closes it. A shard of JPEGs has about 200 MB. */
const most = { tiles: 4096, samples: 4096 } as const;

/** Samples of a dataset that stand in one archive for each reading. */
export interface TileShard {
  readonly dataset: string;
  readonly number: number;
  /** Readings of its first sample: those behind it have as many or one less. */
  readonly readings: number;
}

/** Assigns samples to shards by the order and the sizes of the samples alone, so that a repeated export finds the same ones. */
export function tileShards(limits: { readonly tiles: number; readonly samples: number } = most): {
  shardOf(dataset: string, tiles: number, readings: number): TileShard;
} {
  let open: { readonly shard: TileShard; tiles: number; samples: number } | undefined;
  return {
    shardOf(dataset, tiles, readings) {
      const same = open?.shard.dataset === dataset ? open : undefined;
      const isFull = same && (same.samples >= limits.samples || same.tiles + tiles > limits.tiles);
      if (!same || isFull)
        open = { shard: { dataset, number: same ? same.shard.number + 1 : 0, readings }, tiles: 0, samples: 0 };
      const into = open as NonNullable<typeof open>;
      into.tiles += tiles;
      into.samples += 1;
      return into.shard;
    },
  };
}

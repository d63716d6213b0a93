import { row, type Row } from '../../recipes/item-program.ts';
import { readLines } from '../artifacts/dataset.ts';
import { reject, type Reject } from '../artifacts/reject.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { CommittedCampaign } from './committed-campaign.ts';
import type { CommittedStage } from './committed-stage.ts';

export interface StageContents {
  readonly round: number;
  readonly stage: string;
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
}

/** One shard on its way through all rounds. */
export interface ShardContents {
  readonly shard: number;
  readonly imported: StageContents;
  /** Stages that have this shard, in order. */
  readonly stages: readonly StageContents[];
}

/** Shard after shard of a campaign, each with its rows and rejects of every round; memory does not grow with the dataset. */
export async function* readShardContents(
  store: ArtifactStore,
  { imported, stages }: CommittedCampaign,
  options?: CallOptions,
): AsyncGenerator<ShardContents> {
  const byShard = stages.map((stage) => new Map(stage.shards.map((shard, index) => [shard.shard, index])));
  for (const [index, { shard }] of imported.shards.entries()) {
    const reading = stages.map(async (stage, at) => {
      const place = byShard[at]?.get(shard);
      return place === undefined ? undefined : readStage(store, stage, place, options);
    });
    const [seeds, ...found] = await Promise.all([readStage(store, imported, index, options), ...reading]);
    yield { shard, imported: seeds, stages: found.filter((contents) => contents !== undefined) };
  }
}

/** The kept rows of every round, all those of a shard at a time. */
export async function* readKeptRows(
  store: ArtifactStore,
  { imported, stages }: CommittedCampaign,
  options?: CallOptions,
): AsyncGenerator<readonly Row[]> {
  const byShard = stages.map((stage) => new Map(stage.shards.map((shard) => [shard.shard, shard.rows])));
  for (const { shard } of imported.shards) {
    const reading = stages.map(async ({ place }, at) => {
      const rows = byShard[at]?.get(shard);
      return rows === undefined ? [] : readLines(store, place, 'rows', shard, rows, options);
    });
    yield (await Promise.all(reading)).flat().map((line) => row.parse(line));
  }
}

async function readStage(
  store: ArtifactStore,
  { place, shards }: CommittedStage,
  index: number,
  options?: CallOptions,
): Promise<StageContents> {
  const shard = shards[index];
  if (!shard) throw new RangeError(`no shard at ${index}`);
  const [rows, rejects] = await Promise.all([
    readLines(store, place, 'rows', shard.shard, shard.rows, options),
    readLines(store, place, 'rejects', shard.shard, shard.rejects, options),
  ]);
  return {
    round: place.round,
    stage: place.stage,
    rows: rows.map((line) => row.parse(line)),
    rejects: rejects.map((line) => reject.parse(line)),
  };
}

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

/** The shards of one number of every stage: in lanes one shard on its way through all rounds. */
export interface ShardContents {
  readonly shard: number;
  /** Empty where stages are cut into more shards than the import. */
  readonly imported: StageContents;
  /** Stages that have this shard, in order. */
  readonly stages: readonly StageContents[];
}

/** Shard after shard of a campaign, each with its rows and rejects of every stage; memory does not grow with the dataset. */
export async function* readShardContents(
  store: ArtifactStore,
  { imported, stages }: CommittedCampaign,
  options?: CallOptions,
): AsyncGenerator<ShardContents> {
  const all = [imported, ...stages];
  const byShard = all.map((stage) => new Map(stage.shards.map((shard, index) => [shard.shard, index])));
  for (const shard of shardNumbers(all)) {
    const reading = all.map(async (stage, at) => {
      const place = byShard[at]?.get(shard);
      return place === undefined ? undefined : readStage(store, stage, place, options);
    });
    const [seeds = { round: 0, stage: 'import', rows: [], rejects: [] }, ...found] = await Promise.all(reading);
    yield { shard, imported: seeds, stages: found.filter((contents) => contents !== undefined) };
  }
}

/** The rows of a campaign's dataset, all those of a shard at a time. */
export async function* readKeptRows(
  store: ArtifactStore,
  { dataset }: CommittedCampaign,
  options?: CallOptions,
): AsyncGenerator<readonly Row[]> {
  const byShard = dataset.map((stage) => new Map(stage.shards.map((shard) => [shard.shard, shard.rows])));
  for (const shard of shardNumbers(dataset)) {
    const reading = dataset.map(async ({ place }, at) => {
      const rows = byShard[at]?.get(shard);
      return rows === undefined ? [] : readLines(store, place, 'rows', shard, rows, options);
    });
    yield (await Promise.all(reading)).flat().map((line) => row.parse(line));
  }
}

/** Every shard number of some stages, in order. */
const shardNumbers = (stages: readonly CommittedStage[]): readonly number[] =>
  [...new Set(stages.flatMap(({ shards }) => shards.map(({ shard }) => shard)))].sort((a, b) => a - b);

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

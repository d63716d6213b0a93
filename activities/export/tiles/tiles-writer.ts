import { availableParallelism } from 'node:os';
import { z } from 'zod';
import {
  fractionEnding,
  loweredRepeat,
  measuredSample,
  readingsOf,
  shownTurns,
  type MixOptions,
} from '../../../recipes/mix/index.ts';
import { resampleThreads } from '../../vision/tiling/resample-threads.ts';
import type { ExportSource } from '../recipe-export.ts';
import type { ExportTarget, TextFile } from '../target.ts';
import type { DatasetWriter } from '../writers/dataset-writer.ts';
import { rootOf } from '../writers/internvl-meta.ts';
import { packLine } from '../writers/pack-line.ts';
import { pictureTurns } from './picture-turns.ts';
import { runningAhead } from './running-ahead.ts';
import { shardArchives } from './shard-archives.ts';
import type { ReadSample } from './tile-archive.ts';
import { tileFolder, writeLines } from './tile-lines.ts';
import { tileSample, type PictureTiles } from './tile-sample.ts';
import { tileShards, type TileShard } from './tile-shards.ts';
import { tileSource } from './tile-source.ts';
import { tilesMeta } from './tiles-meta.ts';

const metaFile = `${tileFolder}/meta.json`;
const packFile = `${tileFolder}/packs.jsonl`;

const mixedSample = measuredSample.extend({ id: z.string(), repeat: z.number() });

interface Dataset {
  readonly name: string;
  samples: number;
  /** Readings of them. */
  lines: number;
  readonly shards: TileShard[];
}

/** A sample cut into tiles, with the pictures of each reading. */
interface Cut {
  readonly shard: TileShard;
  readonly sample: Omit<ReadSample, 'reading'>;
  readonly readings: readonly (readonly PictureTiles[])[];
}

/**
 * Every reading of every sample of a mix as tiles, in archives of one reading of some samples each; lines of each dataset, packs, and a
 * meta file. Archives that stand already are not made again. Throws `campaign_running` before the mix is sealed.
 */
export async function tilesWriter(target: ExportTarget, source: ExportSource): Promise<DatasetWriter> {
  const { store, campaign, ...call } = source;
  const { seed, options: given } = campaign.identity;
  const options = given as unknown as MixOptions;
  const from = tileSource(campaign);
  const shards = tileShards();
  const archives = shardArchives(target, from.name);
  const datasets = new Map<string, Dataset>();
  const width = availableParallelism();
  const threads = resampleThreads(width);
  const cutting = { store, options, seed, resampled: threads.resampled, inTurn: pictureTurns(width), ...call };
  let current: { readonly shard: TileShard; readonly stands: boolean } | undefined;
  let packs: TextFile | undefined;

  const ahead = runningAhead<Cut>(2 * width, async ({ shard, sample, readings }) => {
    const into = await archives.of(shard);
    for (const [reading, pictures] of readings.entries()) await into[reading]?.add({ ...sample, reading }, pictures);
  });

  return {
    async take(row) {
      const sample = mixedSample.safeParse(row).data;
      if (!sample) {
        const pack = packLine(row);
        if (pack !== undefined) await (packs ??= await target.open(packFile, 'application/x-ndjson')).write(pack);
        return 0;
      }
      const { id, dataset: name, conversations, tokens: length } = sample;
      const dataset = datasets.get(name) ?? { name, samples: 0, lines: 0, shards: [] };
      datasets.set(name, dataset);
      const entries = loweredRepeat(name, sample.repeat, fractionEnding);
      const readings = readingsOf(dataset.samples++, from.rowsOf(name), entries);
      if (readings === 0) return 0;
      dataset.lines += readings;
      const tiles = sample.tiles.reduce((sum, one) => sum + one, 0);
      const shard = shards.shardOf(name, tiles, readings);
      if (current?.shard !== shard) {
        dataset.shards.push(shard);
        current = { shard, stands: await archives.stand(shard) };
      }
      if (current.stands) return readings;
      // Tiles stand for frames, so the turns show them as the loader does.
      const shown = shownTurns(conversations, sample);
      const about = { id, dataset: name, conversations: shown, length };
      const cut = async (): Promise<Cut> => ({
        shard,
        sample: about,
        readings: await tileSample(sample, readings, cutting),
      });
      await ahead.add(cut());
      return readings;
    },
    async finish() {
      await ahead.drain();
      await threads.close();
      let bytes = await archives.finish();
      const written = [...datasets.values()].filter(({ lines }) => lines > 0);
      for (const dataset of written) bytes += await writeLines(target, from.name, dataset.shards);
      bytes += (await packs?.finish()) ?? 0;
      const meta = `${JSON.stringify(tilesMeta(written, `${rootOf(target.address)}${tileFolder}/`, options), null, 2)}\n`;
      await target.put(metaFile, meta, 'application/json');
      return { file: metaFile, bytes: bytes + Buffer.byteLength(meta) };
    },
    async discard() {
      await threads.close();
      await archives.discard();
      await packs?.discard();
    },
  };
}

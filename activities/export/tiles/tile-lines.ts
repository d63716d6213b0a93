import type { ExportTarget } from '../target.ts';
import { linesBeside } from './tile-archive.ts';
import type { TileShard } from './tile-shards.ts';

/** Where everything of tiles lies within the target. */
export const tileFolder = 'tiles';

/** Name of a shard's archive at one reading, within the folder of tiles. */
export const archiveName = (source: string, { dataset, number }: TileShard, reading: number): string =>
  `shards/${source}/${dataset}/r${reading}-${String(number).padStart(6, '0')}.tar`;

export const annotationName = (dataset: string): string => `lines/${dataset}.jsonl`;

/** Puts the lines of a dataset's archives into one file: reading after reading, each in the order of the mix. Returns its bytes. */
export async function writeLines(target: ExportTarget, source: string, shards: readonly TileShard[]): Promise<number> {
  const [first] = shards;
  if (!first) return 0;
  const file = await target.open(`${tileFolder}/${annotationName(first.dataset)}`, 'application/x-ndjson');
  try {
    for (let reading = 0; reading < first.readings; reading++) {
      for (const shard of shards.filter(({ readings }) => readings > reading)) {
        const name = linesBeside(`${tileFolder}/${archiveName(source, shard, reading)}`);
        const lines = await target.read(name);
        if (!lines) throw new Error(`${target.address}: ${name} was there and is gone`);
        await file.write(lines);
      }
    }
    return await file.finish();
  } catch (error) {
    await file.discard().catch(() => undefined);
    throw error;
  }
}

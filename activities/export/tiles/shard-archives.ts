import type { ExportTarget } from '../target.ts';
import { linesBeside, openTileArchive, type TileArchive } from './tile-archive.ts';
import { archiveName, tileFolder } from './tile-lines.ts';
import type { TileShard } from './tile-shards.ts';

/** Archives of one shard at a time, one for each reading. */
export interface ShardArchives {
  /** Whether all of a shard's were written before. */
  stand(shard: TileShard): Promise<boolean>;
  /** Those of a shard; makes the shard before visible. */
  of(shard: TileShard): Promise<readonly TileArchive[]>;
  /** Makes the last shard visible; returns the bytes of all. */
  finish(): Promise<number>;
  discard(): Promise<void>;
}

/** @param source name of the mix */
export function shardArchives(target: ExportTarget, source: string): ShardArchives {
  let bytes = 0;
  let open: { readonly shard: TileShard; readonly archives: TileArchive[] } | undefined;
  const close = async (): Promise<void> => {
    for (const archive of open?.archives ?? []) bytes += await archive.finish();
    open = undefined;
  };
  const namesOf = (shard: TileShard): readonly string[] =>
    Array.from({ length: shard.readings }, (_, reading) => archiveName(source, shard, reading));

  return {
    async stand(shard) {
      for (const name of namesOf(shard)) if (!(await target.has(`${tileFolder}/${linesBeside(name)}`))) return false;
      return true;
    },
    async of(shard) {
      if (open?.shard === shard) return open.archives;
      await close();
      const archives: TileArchive[] = [];
      open = { shard, archives };
      for (const name of namesOf(shard)) archives.push(await openTileArchive(target, `${tileFolder}/${name}`, name));
      return archives;
    },
    async finish() {
      await close();
      return bytes;
    },
    async discard() {
      await Promise.allSettled((open?.archives ?? []).map((archive) => archive.discard()));
    },
  };
}

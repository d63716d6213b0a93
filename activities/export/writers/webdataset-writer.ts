import { z } from 'zod';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { imageKey } from '../../artifacts/keys.ts';
import { sniffMediaType } from '../../artifacts/media-type.ts';
import type { ArtifactStore, CallOptions } from '../../artifacts/store.ts';
import type { Conversation } from '../conversation.ts';
import { imageEndings } from '../image-files.ts';
import type { ExportTarget, TextFile } from '../target.ts';
import type { DatasetWriter, ImagePaths } from './dataset-writer.ts';
import { tarEnd, tarEntry } from './tar.ts';

/** A shard is closed beyond either. */
const shardBytes = 512 * 2 ** 20;
const shardRecords = 10_000;

const numbered = (shard: number): string => String(shard).padStart(6, '0');
const shardName = (shard: number): string => `dataset-${numbered(shard)}.tar`;
const shown = z.looseObject({ image: z.looseObject({ sha256: z.string() }).optional().catch(undefined) });

/**
 * Tar shards with `<id>.json` and the images `<id>.<n>.<ending>` of each record, as WebDataset's loaders read them.
 *
 * @param images sha256 of a row's images beside its own
 */
export function webdatasetWriter(
  target: ExportTarget,
  store: ArtifactStore,
  images: (row: Row) => readonly string[],
  toConversation: (row: Row, paths: ImagePaths) => Conversation | undefined,
  options?: CallOptions,
): DatasetWriter {
  let shard = 0;
  let total = 0;
  let open: { readonly file: TextFile; records: number; bytes: number } | undefined;

  const close = async (): Promise<void> => {
    if (!open) return;
    await open.file.write(tarEnd);
    total += await open.file.finish();
    shard += 1;
    open = undefined;
  };
  const picturesOf = (row: Row): readonly string[] => {
    const own = shown.parse(row).image?.sha256;
    return own === undefined ? images(row) : [own, ...images(row)];
  };
  const picture = async (sha256: string): Promise<Buffer> => {
    const bytes = await store.get(imageKey(sha256), options);
    if (!bytes) throw new Error(`image ${sha256} is named by a row but is not in the store`);
    return bytes;
  };

  return {
    async take(row) {
      const hashes = picturesOf(row);
      const pictures = await Promise.all(hashes.map(picture));
      const names = pictures.map((bytes, at) => `${at}.${imageEndings[sniffMediaType(bytes)] ?? 'bin'}`);
      const paths = hashes.map((hash, at) => [hash, `${row.id}.${names[at] ?? at}`] as const);
      const record = toConversation(row, { image: shown.parse(row).image && paths[0]?.[1], further: new Map(paths) });
      if (!record) return 0;
      open ??= { file: await target.open(shardName(shard), 'application/x-tar'), records: 0, bytes: 0 };
      const json = Buffer.from(canonicalJson(z.json().parse(record)));
      const entries = [
        tarEntry(`${row.id}.json`, json),
        ...pictures.map((bytes, at) => tarEntry(`${row.id}.${names[at] ?? at}`, bytes)),
      ];
      for (const entry of entries) {
        await open.file.write(entry);
        open.bytes += entry.length;
      }
      open.records += 1;
      if (open.records >= shardRecords || open.bytes >= shardBytes) await close();
      return 1;
    },
    file() {
      const shards = shard + (open ? 1 : 0);
      return shards <= 1 ? shardName(0) : `dataset-{000000..${numbered(shards - 1)}}.tar`;
    },
    async finish() {
      await close();
      return total;
    },
    async discard() {
      await open?.file.discard();
    },
  };
}

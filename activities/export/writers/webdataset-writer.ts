import { z } from 'zod';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { imageKey } from '../../artifacts/keys.ts';
import { sniffMediaType } from '../../artifacts/media-type.ts';
import type { ArtifactStore, CallOptions } from '../../artifacts/store.ts';
import type { ToConversation } from '../conversation.ts';
import { imageEndings, picturesIn } from '../image-files.ts';
import type { ExportTarget, TextFile } from '../target.ts';
import type { DatasetWriter } from './dataset-writer.ts';
import { tarEnd, tarEntry } from './tar.ts';

/** A shard is closed beyond either. */
const shardBytes = 512 * 2 ** 20;
const shardRecords = 10_000;

const shardName = (shard: number): string => `dataset-${String(shard).padStart(6, '0')}.tar`;

/** Tar shards with `<id>.json` and the images `<id>.<n>.<ending>` of each record, as WebDataset's loaders read them. */
export function webdatasetWriter(
  target: ExportTarget,
  store: ArtifactStore,
  toConversation: ToConversation,
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
  const picture = async (sha256: string): Promise<Buffer> => {
    const bytes = await store.get(imageKey(sha256), options);
    if (!bytes) throw new Error(`image ${sha256} is named by a row but is not in the store`);
    return bytes;
  };

  return {
    async take(row) {
      const shown = picturesIn(row);
      const pictures = await Promise.all(shown.map(({ sha256 }) => picture(sha256)));
      const names = pictures.map((bytes, at) => `${at}.${imageEndings[sniffMediaType(bytes)] ?? 'bin'}`);
      const record = toConversation(row, new Map(shown.map(({ sha256 }, at) => [sha256, `${row.id}.${names[at]}`])));
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
    async finish() {
      await close();
      return {
        file: shard === 1 ? shardName(0) : `dataset-{000000..${String(Math.max(0, shard - 1)).padStart(6, '0')}}.tar`,
        bytes: total,
      };
    },
    async discard() {
      await open?.file.discard();
    },
  };
}

import type { Row } from '../../../recipes/item-program.ts';
import type { ExportRecord, FileForm } from '../format.ts';
import type { ImagePaths } from '../image-files.ts';
import type { ExportTarget } from '../target.ts';
import type { DatasetWriter } from './dataset-writer.ts';

/** One text file of records. */
export async function textWriter(
  target: ExportTarget,
  { file: name, mediaType, head, record, tail }: FileForm,
  recordsOf: (row: Row, paths: ImagePaths) => readonly ExportRecord[],
): Promise<DatasetWriter> {
  const file = await target.open(name, mediaType);
  let written = 0;
  await file.write(head);
  return {
    async take(row, paths) {
      const records = recordsOf(row, paths);
      for (const one of records) await file.write(record(one, written++));
      return records.length;
    },
    async finish() {
      await file.write(tail);
      return { file: name, bytes: await file.finish() };
    },
    discard: () => file.discard(),
  };
}

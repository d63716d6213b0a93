import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { imagePathsOf, type Conversation, type ToConversation } from '../conversation.ts';
import type { ExportTarget } from '../target.ts';
import type { DatasetWriter } from './dataset-writer.ts';

const fileName = 'dataset.parquet';
/** Rows of a row group. */
const groupRows = 10_000;

/** One parquet file: `id`, and `conversations` and `images` (paths) as JSON. */
export async function parquetWriter(target: ExportTarget, toConversation: ToConversation): Promise<DatasetWriter> {
  const file = await target.open(fileName, 'application/vnd.apache.parquet');
  const bytes = new ByteWriter();
  const columnsOf = (records: readonly Conversation[]) => [
    { name: 'id', type: 'STRING' as const, data: records.map(({ id }) => id), nullable: false },
    { name: 'conversations', type: 'JSON' as const, data: records.map((one) => one.conversations), nullable: false },
    { name: 'images', type: 'JSON' as const, data: records.map(imagePathsOf), nullable: false },
  ];
  const writer = new ParquetWriter({ writer: bytes, schema: schemaFromColumnData({ columnData: columnsOf([]) }) });
  let group: Conversation[] = [];

  /** What is written so far goes into the file; offsets go on counting. */
  const drain = async (): Promise<void> => {
    await file.write(bytes.getBytes().slice());
    bytes.index = 0;
  };
  const close = async (): Promise<void> => {
    await writer.write({ columnData: columnsOf(group), rowGroupSize: groupRows });
    group = [];
    await drain();
  };

  return {
    async take(row, paths) {
      const record = toConversation(row, paths);
      if (!record) return 0;
      group.push(record);
      if (group.length === groupRows) await close();
      return 1;
    },
    async finish() {
      if (group.length > 0) await close();
      await writer.finish();
      await drain();
      return { file: fileName, bytes: await file.finish() };
    },
    discard: () => file.discard(),
  };
}

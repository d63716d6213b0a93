import { createReadStream } from 'node:fs';
import { MmsynthError } from '../errors.ts';
import type { RawRecord } from './raw-record.ts';
import { isParquet, readParquet } from './read-parquet.ts';
import { splitRecords, type RecordText } from './split-records.ts';

const parse = ({ text, cutOff }: RecordText): RawRecord => {
  if (cutOff) return { ok: false, text };
  try {
    return { ok: true, value: JSON.parse(text) as unknown, text };
  } catch {
    return { ok: false, text };
  }
};

/** Streams the records of a seed file: JSON lines, the elements of one JSON array (LLaVA's form), or the rows of a parquet file. */
export async function* readRecords(path: string): AsyncGenerator<RawRecord> {
  if (isParquet(path)) {
    yield* readParquet(path);
    return;
  }
  const chunks = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 });
  try {
    for await (const record of splitRecords(chunks as AsyncIterable<string>)) yield parse(record);
  } catch (error) {
    throw new MmsynthError(
      'file_missing',
      `${path}: the seed file cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}).`,
    );
  }
}

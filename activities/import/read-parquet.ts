import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  type AsyncBuffer,
  type FileMetaData,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { MmsynthError } from '../errors.ts';
import type { RawRecord } from './raw-record.ts';

export const isParquet = (path: string): boolean => path.endsWith('.parquet');

/** Streams the rows of a parquet file, one row group in memory; a row's text is its canonical JSON. */
export async function* readParquet(path: string): AsyncGenerator<RawRecord> {
  const { file, metadata } = await openParquet(path);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    for (const row of await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd })) {
      const value = plain(row);
      yield { ok: true, value, text: canonicalJson(value) };
    }
    rowStart = rowEnd;
  }
}

async function openParquet(path: string): Promise<{ readonly file: AsyncBuffer; readonly metadata: FileMetaData }> {
  try {
    const file = await asyncBufferFromFile(path);
    return { file, metadata: await parquetMetadataAsync(file) };
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new MmsynthError('file_missing', `${path}: the parquet file cannot be read (${why}).`);
  }
}

/** Values as JSON has them: whole numbers as numbers, times in ISO form, bytes in base64, what is absent left out. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' && !Number.isFinite(value) ? null : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined && entry !== null)
      .map(([key, entry]) => [key, plain(entry)]),
  );
}

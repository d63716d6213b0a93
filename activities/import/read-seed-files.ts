import type { RawRecord } from './raw-record.ts';
import { readRecords } from './read-records.ts';

/** A record, and the further file it stands in; undefined for the seed file. */
export interface SeedEntry {
  readonly record: RawRecord;
  readonly part: string | undefined;
}

export interface SeedFiles {
  readonly seedFile: string;
  readonly parts: Readonly<Record<string, string>>;
  /** Most records of the seed file; parts are read whole. */
  readonly limit: number | undefined;
}

/** Records of the seed file, then those of its parts in the order of their names. */
export async function* readSeedFiles({ seedFile, parts, limit = Infinity }: SeedFiles): AsyncGenerator<SeedEntry> {
  let taken = 0;
  for await (const record of readRecords(seedFile)) {
    if (taken++ >= limit) break;
    yield { record, part: undefined };
  }
  for (const part of Object.keys(parts).sort())
    for await (const record of readRecords(parts[part] as string)) yield { record, part };
}

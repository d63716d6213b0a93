import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { writeBytes } from './byte-writer.ts';
import { headFile, indexFiles, indexVersion, type IndexHead } from './index-files.ts';
import { mergeRuns } from './merge-runs.ts';
import { createRunSorter, type SorterLimits } from './run-sorter.ts';
import { termsOf } from './terms.ts';

export interface IndexEntry {
  /** What is searched. */
  readonly text: string;
  /** Day of publication, `2026-03-01`. */
  readonly day: string | undefined;
  /** What is given back; JSON. */
  readonly stored: unknown;
}

/** Entries between two turns of the event loop: some 20 ms of work. */
const entriesATurn = 128;

/**
 * Writes an index of the entries, in their order, into a folder that it makes. Memory is bounded but for 20 bytes an entry.
 * The same entries give the same files.
 */
export async function writeIndex(
  folder: string,
  entries: AsyncIterable<IndexEntry>,
  limits?: SorterLimits,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const sorter = createRunSorter(folder, limits);
  const stored = writeBytes(join(folder, indexFiles.entries));
  const ends: number[] = [];
  const lengths: number[] = [];
  const days: number[] = [];
  for await (const { text, day, stored: entry } of entries) {
    if (lengths.length % entriesATurn === 0) await turn();
    const terms = termsOf(text);
    sorter.add(lengths.length, terms);
    lengths.push(terms.length);
    days.push(dayNumber(day));
    stored.bytes(Buffer.from(`${canonicalJson(entry)}\n`, 'utf8'));
    ends.push(stored.at);
  }
  stored.close();
  const runs = sorter.finish();
  const blocks = await mergeRuns(runs, folder);
  for (const run of runs) await rm(run);
  await writeFile(join(folder, indexFiles.ends), Buffer.from(Float64Array.from(ends).buffer));
  await writeFile(join(folder, indexFiles.lengths), Buffer.from(Uint32Array.from(lengths).buffer));
  await writeFile(join(folder, indexFiles.days), Buffer.from(Uint32Array.from(days).buffer));
  const files: Record<string, string> = {};
  for (const name of Object.values(indexFiles)) files[name] = await sha256OfFile(join(folder, name));
  const head: IndexHead = { version: indexVersion, entries: lengths.length, blocks, files };
  await writeFile(join(folder, headFile), canonicalJson(head));
}

/** 20260301 of `2026-03-01`; 0 where there is no day. */
export const dayNumber = (day: string | undefined): number =>
  day === undefined ? 0 : Number(day.slice(0, 10).replaceAll('-', ''));

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

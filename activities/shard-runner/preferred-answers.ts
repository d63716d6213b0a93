import { callRef } from '../../recipes/item-program.ts';
import { sha256 } from '../../recipes/sha256.ts';
import { readLines } from '../artifacts/dataset.ts';
import type { JournalEntry } from '../artifacts/journal-entry.ts';
import type { Journal } from '../artifacts/journal-reader.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import type { ShardCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';

/** Which answer of each key counts: the one a committed row names, else the first in (writer, segment, line) order. */
export async function preferredAnswers(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  journal: Journal,
  before: ShardCommit | undefined,
  options: CallOptions,
): Promise<ReadonlyMap<string, JournalEntry>> {
  if (!before || journal.all.length === journal.entries.size) return journal.entries;
  const preferred = new Map(journal.entries);
  const lines = [
    ...(await readLines(store, place, 'rows', shard, before.rows.sha256, options)),
    ...(await readLines(store, place, 'rejects', shard, before.rejects.sha256, options)),
  ];
  const named = new Map(
    lines
      .flatMap((line) => callRef.array().parse((line as { calls: unknown }).calls))
      .map(({ key, answer }) => [key, answer]),
  );
  for (const entry of journal.all) if (named.get(entry.key) === sha256(entry.answer)) preferred.set(entry.key, entry);
  return preferred;
}

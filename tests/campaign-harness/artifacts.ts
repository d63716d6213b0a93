import { journalEntry, type JournalEntry } from '../../activities/artifacts/journal-entry.ts';
import { readLines } from '../../activities/artifacts/dataset.ts';
import { roundsPrefix } from '../../activities/artifacts/keys.ts';
import { manifest, type Manifest } from '../../activities/artifacts/manifest.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import { row, type Row } from '../../recipes/item-program.ts';
import { sha256 } from '../../recipes/sha256.ts';

/** What a run must give byte by byte: rows, rejects and manifests of all rounds, as sha256 by key. */
export async function datasetOf(store: ArtifactStore, campaign: string): Promise<Record<string, string>> {
  const dataset: Record<string, string> = {};
  for await (const { key } of store.list(roundsPrefix(campaign))) {
    if (/\/(?:rows|rejects)\/|\/manifest\.r\d+\.json$/.test(key)) dataset[key] = sha256(await bytesOf(store, key));
  }
  return dataset;
}

/** Every journal entry in the store, by its segment's key. */
export async function journalOf(
  store: ArtifactStore,
  campaign: string,
): Promise<readonly (JournalEntry & { readonly segment: string })[]> {
  const entries: (JournalEntry & { segment: string })[] = [];
  for await (const { key } of store.list(roundsPrefix(campaign))) {
    if (!key.includes('/journal/')) continue;
    for (const line of (await bytesOf(store, key)).toString('utf8').split('\n'))
      if (line !== '') entries.push({ ...journalEntry.parse(JSON.parse(line)), segment: key });
  }
  return entries;
}

export async function manifestsOf(store: ArtifactStore, campaign: string): Promise<readonly Manifest[]> {
  const found: Manifest[] = [];
  for await (const { key } of store.list(roundsPrefix(campaign)))
    if (/\/manifest\.r\d+\.json$/.test(key))
      found.push(manifest.parse(JSON.parse((await bytesOf(store, key)).toString())));
  return found;
}

async function bytesOf(store: ArtifactStore, key: string): Promise<Buffer> {
  const bytes = await store.get(key);
  if (!bytes) throw new Error(`${key} is listed and gone`);
  return bytes;
}

/** Rows of a sealed stage in the order of its shards, at a revision. */
export async function rowsOf(
  store: ArtifactStore,
  campaign: string,
  round: number,
  stage: string,
  revision = 1,
): Promise<readonly Row[]> {
  const sealed = (await manifestsOf(store, campaign)).find(
    (one) => one.round === round && one.stage === stage && one.revision === revision,
  );
  const place = { campaign, round, stage };
  const shards = (sealed?.shards ?? []).map(({ shard, rows }) => readLines(store, place, 'rows', shard, rows));
  return (await Promise.all(shards)).flat().map((line) => row.parse(line));
}

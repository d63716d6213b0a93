import { canonicalJson } from '../../recipes/canonical-json.ts';
import { sha256 } from '../../recipes/sha256.ts';
import { damaged } from './damaged.ts';
import { rejectsKey, rowsKey, type StagePlace } from './keys.ts';
import type { ArtifactStore, CallOptions } from './store.ts';

export interface ContentRef {
  readonly sha256: string;
  readonly bytes: number;
}

export const toJsonLines = (values: readonly unknown[]): string =>
  values.map((value) => `${canonicalJson(value)}\n`).join('');

export function fromJsonLines(bytes: Buffer): unknown[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

/** Writes a shard's kept rows or its rejects under a name that holds their hash. Same values, same object. */
export async function writeLines(
  store: ArtifactStore,
  place: StagePlace,
  kind: 'rows' | 'rejects',
  shard: number,
  values: readonly unknown[],
  options?: CallOptions,
): Promise<ContentRef> {
  const body = Buffer.from(toJsonLines(values), 'utf8');
  const hash = sha256(body);
  const key = kind === 'rows' ? rowsKey(place, shard, hash) : rejectsKey(place, shard, hash);
  await store.putOnce(key, body, 'application/x-ndjson', options);
  return { sha256: hash, bytes: body.length };
}

/** Reads them back as they were written. Throws `artifact_damaged` where they are gone or hash to something else. */
export async function readLines(
  store: ArtifactStore,
  place: StagePlace,
  kind: 'rows' | 'rejects',
  shard: number,
  hash: string,
  options?: CallOptions,
): Promise<unknown[]> {
  const key = kind === 'rows' ? rowsKey(place, shard, hash) : rejectsKey(place, shard, hash);
  const bytes = await store.get(key, options);
  const mend = `see what else is damaged with \`mmsynth audit ${place.campaign} --verify\``;
  if (!bytes) throw damaged(key, 'is named by a commit but is not in the store', mend);
  if (sha256(bytes) !== hash) throw damaged(key, 'does not hash to its name', mend);
  return fromJsonLines(bytes);
}

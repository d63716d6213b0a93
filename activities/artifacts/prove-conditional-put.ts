import { randomUUID } from 'node:crypto';
import { MmsynthError } from '../errors.ts';
import type { ArtifactStore } from './store.ts';

/** Commits rest on conditional puts: a store that takes a second one is refused. The probe is a few bytes under `probes/`. */
export async function proveConditionalPut(store: ArtifactStore): Promise<void> {
  const key = `probes/${randomUUID()}`;
  const first = await store.putOnce(key, 'first', 'text/plain');
  const second = await store.putOnce(key, 'second', 'text/plain');
  const kept = (await store.get(key))?.toString('utf8');
  if (first !== 'created' || second !== 'exists' || kept !== 'first') {
    throw new MmsynthError(
      'store_without_conditional_put',
      `${store.address} accepted a second put with If-None-Match: *, so shards could be overwritten; use a store that honours conditional puts (AWS S3, MinIO, Ceph, R2, the embedded one).`,
    );
  }
}

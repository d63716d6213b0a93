import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { imageKey, webBodyKey, webSnapshotKey } from '../../artifacts/keys.ts';
import type { ArtifactStore, CallOptions } from '../../artifacts/store.ts';
import type { WebPage } from './fetch-web.ts';

/** That a body stood at an address at a time. */
export interface Snapshot {
  readonly asked: string;
  /** Where it was found after redirects. */
  readonly url: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Time of the fetch. */
  readonly at: string;
}

/** Puts what was fetched into the store: the body by its content, a picture among the images, and beside it where and when it stood there. */
export async function storeSnapshot(
  store: ArtifactStore,
  asked: string,
  { url, mediaType, body }: WebPage,
  at: Date,
  options?: CallOptions,
): Promise<Snapshot> {
  const hash = sha256(body);
  const snapshot = { asked, url, mediaType, sha256: hash, bytes: body.length, at: at.toISOString() };
  const bodyKey = mediaType.startsWith('image/') ? imageKey(hash) : webBodyKey(hash);
  await store.putOnce(bodyKey, body, mediaType, options);
  const record = canonicalJson(snapshot);
  await store.putOnce(webSnapshotKey(sha256(record)), record, 'application/json', options);
  return snapshot;
}

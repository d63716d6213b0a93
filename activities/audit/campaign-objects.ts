import {
  decisionsPrefix,
  identityKey,
  operationsPrefix,
  reviewsPrefix,
  stagePrefix,
  type StagePlace,
} from '../artifacts/keys.ts';
import { manifest, type Manifest } from '../artifacts/manifest.ts';
import type { ArtifactStore, StoredObject } from '../artifacts/store.ts';
import type { ProblemList } from './problem.ts';

/** What belongs to no shard: identity, operations, decisions, reviews, manifests and training files. */
export async function* wholeObjects(
  store: ArtifactStore,
  campaign: string,
  places: readonly StagePlace[],
): AsyncGenerator<StoredObject> {
  yield* store.list(identityKey(campaign));
  yield* store.list(operationsPrefix(campaign));
  yield* store.list(decisionsPrefix(campaign));
  yield* store.list(reviewsPrefix(campaign));
  for (const place of places) {
    yield* store.list(`${stagePrefix(place)}manifest.`);
    yield* store.list(`${stagePrefix(place)}training/`);
  }
}

export interface StageManifest {
  readonly key: string;
  readonly place: StagePlace;
  readonly manifest: Manifest;
}

/** Every manifest, all revisions. One that cannot be read is reported and left out. */
export async function storedManifests(
  store: ArtifactStore,
  places: readonly StagePlace[],
  problems: ProblemList,
): Promise<StageManifest[]> {
  const found: StageManifest[] = [];
  for (const place of places) {
    for await (const { key } of store.list(`${stagePrefix(place)}manifest.`)) {
      const bytes = await store.get(key);
      try {
        found.push({ key, place, manifest: manifest.parse(JSON.parse(bytes?.toString('utf8') ?? '')) });
      } catch {
        problems.report('unreadable', key, 'not a manifest');
      }
    }
  }
  return found;
}

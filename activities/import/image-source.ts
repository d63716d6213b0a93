import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, posix, relative, resolve } from 'node:path';
import { ItemFailure } from '../../recipes/outcome.ts';
import { openS3Store } from '../artifacts/s3-store.ts';
import type { ArtifactStore } from '../artifacts/store.ts';

/** Where a seed's images lie. `path` is the record's own. */
export interface ImageSource {
  /** Bytes that the image has, or undefined where there is none. @throws ItemFailure image_outside */
  size(path: string): Promise<number | undefined>;
  read(path: string): Promise<Buffer>;
  close(): void;
}

const outside = (path: string) =>
  new ItemFailure('image_outside', `${path} is outside the image folder`, { image: path });

export function imagesInFolder(folder: string): ImageSource {
  const at = (path: string): string => {
    const full = resolve(folder, path);
    const inside = relative(folder, full);
    if (inside.startsWith('..') || isAbsolute(inside)) throw outside(path);
    return full;
  };
  return {
    async size(path) {
      const full = at(path);
      return stat(full).then(
        (found) => (found.isFile() ? found.size : undefined),
        () => undefined,
      );
    },
    read: (path) => readFile(at(path)),
    close: () => undefined,
  };
}

/** Images under the prefix of a store that is only read. */
export function imagesInBucket(bucket: Pick<ArtifactStore, 'get' | 'list' | 'close'>): ImageSource {
  const keyOf = (path: string): string => {
    const key = posix.normalize(path);
    if (key.startsWith('..') || posix.isAbsolute(key)) throw outside(path);
    return key;
  };
  return {
    async size(path) {
      const key = keyOf(path);
      for await (const object of bucket.list(key)) return object.key === key ? object.bytes : undefined;
      return undefined;
    },
    async read(path) {
      const bytes = await bucket.get(keyOf(path));
      if (!bytes) throw new ItemFailure('image_missing', `${path} is not there`, { image: path });
      return bytes;
    },
    close: () => bucket.close(),
  };
}

/** The import does not wait longer than this for a bucket that is down, in milliseconds. */
const patienceMs = 60_000;

/** The spec's `input.images`: a folder, or `s3://bucket/prefix` through the AWS variables that the object store has too. */
export function openImageSource(place: string, environment: NodeJS.ProcessEnv = process.env): ImageSource {
  if (!place.startsWith('s3://')) return imagesInFolder(place);
  return imagesInBucket(openS3Store({ ...environment, MMSYNTH_STORE: place }, { forMs: patienceMs }));
}

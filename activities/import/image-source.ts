import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, posix, relative, resolve } from 'node:path';
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

/** A file for programs that read files; `remove` where it is no longer needed. */
export interface LocalFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** A source of videos too: files, and folders of frames. */
export interface MediaSource extends ImageSource {
  /** Names of the files that stand right in a folder, in no order; none where there is no such folder. @throws ItemFailure image_outside */
  names(folder: string): Promise<readonly string[]>;
  /** @throws ItemFailure image_outside, image_missing, video_oversized */
  local(path: string): Promise<LocalFile>;
}

const outside = (path: string) =>
  new ItemFailure('image_outside', `${path} is outside the image folder`, { image: path });

export function imagesInFolder(folder: string): MediaSource {
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
    names: (path) =>
      readdir(at(path), { withFileTypes: true }).then(
        (entries) => entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
        () => [],
      ),
    local: async (path) => ({ path: at(path), remove: async () => undefined }),
    close: () => undefined,
  };
}

/** Bytes of a video that has to be fetched whole. @default 1 GiB */
const mostFetched = 2 ** 30;

/** Images under the prefix of a store that is only read. */
export function imagesInBucket(bucket: Pick<ArtifactStore, 'get' | 'list' | 'close'>): MediaSource {
  const keyOf = (path: string): string => {
    const key = posix.normalize(path);
    if (key.startsWith('..') || posix.isAbsolute(key)) throw outside(path);
    return key;
  };
  const read = async (path: string): Promise<Buffer> => {
    const bytes = await bucket.get(keyOf(path));
    if (!bytes) throw new ItemFailure('image_missing', `${path} is not there`, { image: path });
    return bytes;
  };
  const size = async (path: string): Promise<number | undefined> => {
    const key = keyOf(path);
    for await (const object of bucket.list(key)) return object.key === key ? object.bytes : undefined;
    return undefined;
  };
  return {
    size,
    read,
    async names(path) {
      const under = `${keyOf(path).replace(/\/+$/u, '')}/`;
      const names: string[] = [];
      for await (const { key } of bucket.list(under)) {
        const name = key.slice(under.length);
        if (name !== '' && !name.includes('/')) names.push(name);
      }
      return names;
    },
    async local(path) {
      const bytes = (await size(path)) ?? 0;
      if (bytes > mostFetched)
        throw new ItemFailure('video_oversized', `${path} has ${bytes} bytes`, { video: path, bytes });
      const folder = await mkdtemp(join(tmpdir(), 'mmsynth-media-'));
      const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
      try {
        const file = join(folder, posix.basename(path));
        await writeFile(file, await read(path));
        return { path: file, remove };
      } catch (error) {
        await remove();
        throw error;
      }
    },
    close: () => bucket.close(),
  };
}

/** The import does not wait longer than this for a bucket that is down, in milliseconds. */
const patienceMs = 60_000;

/** The spec's `input.images`: a folder, or `s3://bucket/prefix` through the AWS variables that the object store has too. */
export function openImageSource(place: string, environment: NodeJS.ProcessEnv = process.env): MediaSource {
  if (!place.startsWith('s3://')) return imagesInFolder(place);
  return imagesInBucket(openS3Store({ ...environment, MMSYNTH_STORE: place }, { forMs: patienceMs }));
}

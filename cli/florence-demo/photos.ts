import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { MmsynthError } from '../../activities/errors.ts';

export interface PhotoFile {
  readonly id: string;
  /** Absolute path. */
  readonly path: string;
  readonly sha256: string;
}

const isPhoto = (name: string): boolean => /\.(?:jpe?g|png|webp)$/i.test(name);

/** Every picture of a folder and the folders in it, by name. Throws `file_missing` where it cannot be read or holds none. */
export async function photosIn(folder: string): Promise<readonly PhotoFile[]> {
  const root = resolve(folder);
  const names = await readdir(root, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new MmsynthError('file_missing', `--photos ${folder}: the folder cannot be read (${error.code}).`);
  });
  const pictures = names.filter(isPhoto).sort();
  if (pictures.length === 0)
    throw new MmsynthError('file_missing', `--photos ${folder}: there is no JPEG, PNG or WebP file in it.`);
  return Promise.all(pictures.map((name) => photoFile(join(root, name), name.replace(/\.\w+$/, ''))));
}

export async function photoFile(path: string, id: string): Promise<PhotoFile> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new MmsynthError('file_missing', `${path}: the photo cannot be read (${error.code}); run npm ci again.`);
  });
  return { id, path, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The deepest folder that holds all files. */
export function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => resolve(path).split(sep).slice(0, -1));
  const shared = first.findIndex((part, at) => others.some((parts) => parts[at] !== part));
  return first.slice(0, shared < 0 ? first.length : shared).join(sep) || sep;
}

/** Seed records of photos, image paths from the folder that holds all of them. */
export function seedLines(photos: readonly PhotoFile[], root: string): readonly string[] {
  return photos.map(({ id, path }) => JSON.stringify({ id, image: relative(root, path).split(sep).join('/') }));
}

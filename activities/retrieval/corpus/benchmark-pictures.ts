import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashDistance, samePicture } from '../../../recipes/hash-distance.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { MmsynthError } from '../../errors.ts';
import { perceptualHash } from '../perceptual-hash.ts';
import type { Picture } from './corpus.ts';

/** Whether a picture is one of the benchmark's, or a copy of one. */
export type IsOfBenchmark = (image: Picture['image']) => boolean;

/** Hashes the pictures of a folder, which hold the benchmark. Throws `corpus_invalid` for a file that is no picture. */
export async function benchmarkPictures(folder: string): Promise<IsOfBenchmark> {
  const files = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new MmsynthError(
      'file_missing',
      `${folder}: the folder cannot be read (${error.code}); name the one with the benchmark's pictures.`,
    );
  });
  const contents = new Set<string>();
  const hashes = new Set<string>();
  for (const file of files) {
    if (!file.isFile() || file.name.startsWith('.')) continue;
    const path = join(folder, file.name);
    const bytes = await readFile(path);
    contents.add(sha256(bytes));
    hashes.add(
      await perceptualHash(bytes).catch(() => {
        throw new MmsynthError('corpus_invalid', `${path}: this is no picture; take it out of the folder.`);
      }),
    );
  }
  return ({ sha256: content, phash }) =>
    contents.has(content) || [...hashes].some((hash) => hashDistance(hash, phash) <= samePicture);
}

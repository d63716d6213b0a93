import { z } from 'zod';
import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { PhotoFile } from './photos.ts';

const goldRecord = z.looseObject({ sha256: z.string(), image: z.string() });

/** Gold records about the photos at hand, known by their content hash; paths as in the seed. */
export async function goldLines(
  files: readonly string[],
  photos: readonly PhotoFile[],
  root: string,
): Promise<readonly string[]> {
  const byHash = new Map(photos.map((photo) => [photo.sha256, photo]));
  const records = await Promise.all(
    files.map(async (file) =>
      (await readFile(file, 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => goldRecord.parse(JSON.parse(line))),
    ),
  );
  return records.flat().flatMap((record) => {
    const photo = byHash.get(record.sha256);
    return photo ? [JSON.stringify({ ...record, image: relative(root, photo.path).split(sep).join('/') })] : [];
  });
}

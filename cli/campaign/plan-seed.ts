import { readOtherwise } from '../../activities/import/import-seed.ts';
import { readSeedFiles, type SeedFiles } from '../../activities/import/read-seed-files.ts';
import type { RowFields } from '../../recipes/outcome.ts';
import type { Recipe } from '../../recipes/recipe.ts';

/** The estimate reads no image: text is measured, a picture of common size is assumed. */
const standIn = (path: string): RowFields => ({
  image: { sha256: '0'.repeat(64), mediaType: 'image/jpeg', width: 1024, height: 768 },
  image_path: path,
});

/** What one file holds, by its first records. */
export interface PlannedFile {
  readonly records: number;
  /** Records that were looked at, and of them the rows that can be used. */
  readonly sampled: number;
  readonly rows: readonly RowFields[];
}

/** Records of a file read through the recipe's own prompt code for the estimate. */
const sampleSize = 200;

interface Counting {
  records: number;
  sampled: number;
  readonly rows: RowFields[];
}

/** The seed file, and each of its further files by name. */
export async function planSeed(
  files: SeedFiles,
  recipe: Recipe,
  options: unknown,
): Promise<{ readonly seed: PlannedFile; readonly parts: Readonly<Record<string, PlannedFile>> }> {
  const empty = (): Counting => ({ records: 0, sampled: 0, rows: [] });
  const seed = empty();
  const parts: Record<string, Counting> = {};
  for await (const { record, part } of readSeedFiles(files)) {
    const file = part === undefined ? seed : (parts[part] ??= empty());
    file.records += 1;
    if (file.sampled >= sampleSize) continue;
    const read = record.ok ? record : readOtherwise(record, recipe);
    if (!read.ok) continue;
    file.sampled += 1;
    const one = recipe.readSeed(read.value, options, part);
    if (!one.ok) continue;
    const picture = one.image ?? one.images?.[0] ?? one.video?.path;
    file.rows.push({
      ...one.fields,
      ...(part === undefined ? {} : { part }),
      ...(picture === undefined ? {} : standIn(picture)),
    });
  }
  return { seed, parts };
}

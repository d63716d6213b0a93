import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '../../recipes/item-program.ts';
import type { RecipeTraining } from '../../recipes/training.ts';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { imageKey } from '../artifacts/keys.ts';
import { sniffMediaType } from '../artifacts/media-type.ts';
import { picturesOf, trainingLine } from './training-line.ts';

export interface TrainingFile {
  /** Path of what is uploaded: pictures as data URLs. */
  readonly path: string;
  /** Path of what is stored: pictures by their keys in the store. The same file where there are none. */
  readonly stored: string;
  /** sha256 of what is stored. */
  readonly sha256: string;
  readonly records: number;
  remove(): Promise<void>;
}

/** Writes rows as a training file, one conversation a line, in the order of the rows. */
export async function writeTrainingFile(
  rows: AsyncIterable<Row>,
  conversation: RecipeTraining['conversation'],
  format: string,
  readImage: (sha256: string) => Promise<Buffer>,
): Promise<TrainingFile> {
  const folder = await mkdtemp(join(tmpdir(), 'mmsynth-training-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const stored = join(folder, 'stored.jsonl');
    const sent = join(folder, 'sent.jsonl');
    const hash = createHash('sha256');
    let records = 0;
    let images = false;
    const [mine, theirs] = [await open(stored, 'w'), await open(sent, 'w')];
    try {
      for await (const row of rows) {
        const asked = conversation(row);
        const line = `${canonicalJson(trainingLine(asked, format, imageKey))}\n`;
        const urls = await dataUrls(picturesOf(asked), readImage);
        const whole =
          urls.size === 0 ? line : `${canonicalJson(trainingLine(asked, format, (at) => urls.get(at) ?? ''))}\n`;
        images ||= urls.size > 0;
        hash.update(line);
        await mine.write(line);
        await theirs.write(whole);
        records += 1;
      }
    } finally {
      await Promise.all([mine.close(), theirs.close()]);
    }
    return { path: images ? sent : stored, stored, sha256: hash.digest('hex'), records, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function dataUrls(
  pictures: readonly string[],
  read: (sha256: string) => Promise<Buffer>,
): Promise<ReadonlyMap<string, string>> {
  const urls = new Map<string, string>();
  for (const sha256 of pictures) {
    const bytes = await read(sha256);
    urls.set(sha256, `data:${sniffMediaType(bytes)};base64,${bytes.toString('base64')}`);
  }
  return urls;
}

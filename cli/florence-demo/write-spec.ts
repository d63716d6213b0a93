import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { recipe } from '../../recipes/florence2/index.ts';
import { hashOf } from '../../recipes/sha256.ts';
import { goldLines } from './gold.ts';
import { commonFolder, photoFile, photosIn, seedLines, type PhotoFile } from './photos.ts';

export interface DemoSpec {
  readonly campaign: string;
  readonly path: string;
  readonly photos: number;
}

const exampleRecord = z.object({ id: z.string(), image: z.string() });

/** The nine photos of the example, from their packages. */
export async function examplePhotos(examples: string): Promise<readonly PhotoFile[]> {
  const lines = (await readFile(join(examples, 'florence2-photos.jsonl'), 'utf8')).split('\n').filter(Boolean);
  const images = resolve(examples, '../node_modules/@stdlib');
  return Promise.all(
    lines.map((line) => {
      const { id, image } = exampleRecord.parse(JSON.parse(line));
      return photoFile(join(images, image), id);
    }),
  );
}

/** Boxes, phrases and lines drawn by hand on photos of the packages. */
export const goldFiles = (examples: string): readonly string[] =>
  ['florence2-gold.jsonl', 'florence2-gold-packages.jsonl'].map((name) => join(examples, name));

/**
 * Writes seed, gold and spec of the demo into the output folder: the example photos and those of the folders. The campaign is named by
 * what it holds, so that other photos make another one.
 */
export async function writeDemoSpec(
  examples: string,
  folders: readonly string[],
  out: string,
  specialists: readonly string[],
): Promise<DemoSpec> {
  const given = (await Promise.all(folders.map(photosIn))).flat();
  const photos = [...(await examplePhotos(examples)), ...given];
  const root = commonFolder(photos.map(({ path }) => path));
  const seed = seedLines(photos, root);
  const gold = await goldLines(goldFiles(examples), photos, root);
  const options = recipe.options.parse({ rounds: 1, specialists });
  const contents = hashOf([photos.map((photo) => [photo.id, photo.sha256]), gold, options]).slice(0, 8);
  const campaign = `photos-annotated-${contents}`;
  const path = resolve(out, `${campaign}.yaml`);
  const beside = (name: string): string => join(dirname(path), `${campaign}-${name}.jsonl`);
  await mkdir(dirname(path), { recursive: true });
  await Promise.all([
    writeFile(beside('seed'), `${seed.join('\n')}\n`),
    writeFile(beside('gold'), `${gold.join('\n')}\n`),
  ]);
  const spec = {
    campaign,
    recipe: 'florence2',
    seed: 3407,
    input: { file: beside('seed'), images: root, ...(gold.length === 0 ? {} : { parts: { gold: beside('gold') } }) },
    options,
    shardItems: 8,
  };
  await writeFile(path, `${JSON.stringify(spec, null, 2)}\n`);
  return { campaign, path, photos: photos.length };
}

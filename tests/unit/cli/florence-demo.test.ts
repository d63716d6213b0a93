import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { readSpec } from '../../../activities/campaigns/spec/read-spec.ts';
import { commonFolder, photosIn } from '../../../cli/florence-demo/photos.ts';
import { writeDemoSpec } from '../../../cli/florence-demo/write-spec.ts';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-photos-'));
  await mkdir(join(folder, 'mine', 'deeper'), { recursive: true });
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  await writeFile(join(folder, 'mine', 'b.JPG'), photo);
  await writeFile(join(folder, 'mine', 'deeper', 'a.jpg'), photo);
  await writeFile(join(folder, 'mine', 'notes.txt'), 'no photo');
  await mkdir(join(folder, 'empty'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lines = async (path: string): Promise<{ id: string; image: string }[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { id: string; image: string });

describe('the photos of the demo', () => {
  it('are every picture of a folder and those within, by name', async () => {
    expect((await photosIn(join(folder, 'mine'))).map(({ id }) => id)).toEqual(['b', 'deeper/a']);
  });

  it.each(['empty', 'nowhere'])('that are not there are told: %s', async (name) => {
    await expect(photosIn(join(folder, name))).rejects.toMatchObject({ code: 'file_missing' });
  });

  it('are read from the deepest folder that holds them all', () => {
    expect(commonFolder(['/a/b/c/1.jpg', '/a/b/d/2.jpg'])).toBe('/a/b');
    expect(commonFolder(['/a/1.jpg', '/b/2.jpg'])).toBe('/');
    expect(commonFolder(['/a/b/1.jpg'])).toBe('/a/b');
  });
});

describe('the spec of the demo', () => {
  it('is a valid one, with the gold of the photos that have some', async () => {
    const { path, campaign, photos } = await writeDemoSpec(examples, [join(folder, 'mine')], join(folder, 'out'), [
      'objects',
    ]);
    expect(photos).toBe(11);
    const { spec, seedFile, parts, imageFolder } = await readSpec(path);
    expect(spec).toMatchObject({ campaign, recipe: 'florence2', options: { specialists: ['objects'] } });
    expect(await lines(seedFile)).toHaveLength(11);
    const gold = await lines(parts['gold'] ?? '');
    expect(gold).toHaveLength(9);
    for (const { image } of gold) expect((await readFile(join(imageFolder, image))).length).toBeGreaterThan(1000);
  });

  it('has the name of what it holds', async () => {
    const name = async (specialists: string[]) =>
      (await writeDemoSpec(examples, [], join(folder, 'out'), specialists)).campaign;
    expect(await name(['objects'])).toBe(await name(['objects']));
    expect(await name(['objects', 'text'])).not.toBe(await name(['objects']));
  });
});

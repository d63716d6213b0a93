import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { readLines } from '../../../activities/artifacts/dataset.ts';
import { readManifest } from '../../../activities/artifacts/manifest.ts';
import { reject } from '../../../activities/artifacts/reject.ts';
import type { ArtifactStore } from '../../../activities/artifacts/store.ts';
import { identityOf, type Identity } from '../../../activities/campaigns/identity.ts';
import { imagesInFolder } from '../../../activities/import/image-source.ts';
import { importSeed } from '../../../activities/import/import-seed.ts';
import { row } from '../../../recipes/item-program.ts';
import { recipeNamed } from '../../../recipes/registry.ts';
import { failing, faultyStore } from '../../faulty-store.ts';
import { memoryStore } from '../../memory-store.ts';
import { plainSpec, readSpecOf } from '../campaigns/spec-file.ts';

const place = { campaign: 'photos', round: 0, stage: 'import' };
let folder: string;
let identity: Identity;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seed-'));
  identity = { ...identityOf(await readSpecOf(plainSpec), { seed: 'sha', parts: {} }), shardItems: 2 };
  const photo = sharp({ create: { width: 8, height: 6, channels: 3, background: '#369' } });
  await writeFile(join(folder, 'photo.jpg'), await photo.jpeg().toBuffer());
  await writeFile(join(folder, 'empty.jpg'), '');
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function importing(
  store: ArtifactStore,
  content: string,
  changes: Partial<Identity> = {},
  recipe = recipeNamed('generate'),
) {
  const seedFile = join(folder, `seed-${++files}.jsonl`);
  await writeFile(seedFile, content);
  const campaign = { ...identity, ...changes };
  return importSeed({ store, identity: campaign, recipe, seedFile, images: imagesInFolder(folder) });
}

async function imported(store: ArtifactStore) {
  const sealed = await readManifest(store, place, 1);
  if (!sealed) throw new Error('the import is not sealed');
  const rows = await Promise.all(
    sealed.shards.map(({ shard, rows: hash }) => readLines(store, place, 'rows', shard, hash)),
  );
  const rejects = await Promise.all(
    sealed.shards.map(({ shard, rejects: hash }) => readLines(store, place, 'rejects', shard, hash)),
  );
  return {
    counts: sealed.counts,
    rows: rows.flat().map((line) => row.parse(line)),
    rejects: rejects.flat().map((line) => reject.parse(line)),
  };
}

const lines = (...records: unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
const prompts = (...names: string[]): string => lines(...names.map((prompt) => ({ prompt })));

describe('importing a seed', () => {
  it('makes rows in file order, in shards, sealed', async () => {
    const store = memoryStore();
    const done = await importing(store, prompts('a', 'b', 'c', 'd', 'e'));
    expect(done).toEqual({ shards: 3, counts: { total: 5, kept: 5, dropped: 0, failed: 0, rows: 5 } });
    const { rows } = await imported(store);
    expect(rows.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c', 'd', 'e']);
    for (const { id, origin, parents, round } of rows)
      expect({ origin, parents, round }).toEqual({ origin: id, parents: [], round: 0 });
  });

  it('takes no more records than asked for', async () => {
    const store = memoryStore();
    await importing(store, prompts('a', 'b', 'c', 'd'), { input: { sha256: 'sha', limit: 3 } });
    expect((await imported(store)).rows.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c']);
  });

  it('makes failed items of bad rows, with the reason, and goes on', async () => {
    const store = memoryStore();
    const content = `${prompts('a')}{"prompt": \n${lines({ question: 'b' }, { prompt: 'c', image: 'nowhere.jpg' }, { prompt: 'd', image: 'empty.jpg' }, { prompt: 'e', image: '../e.jpg' })}7\nnull\n${prompts('z')}`;
    const { counts } = await importing(store, content);
    expect(counts).toEqual({ total: 9, kept: 2, dropped: 0, failed: 7, rows: 2 });
    const { rows, rejects } = await imported(store);
    expect(rows.map(({ prompt }) => prompt)).toEqual(['a', 'z']);
    expect(rejects.map(({ reason }) => reason)).toEqual([
      'not_json',
      'bad_record',
      'image_missing',
      'image_empty',
      'image_outside',
      'bad_record',
      'bad_record',
    ]);
    for (const { kind, stage, calls } of rejects)
      expect({ kind, stage, calls }).toEqual({ kind: 'failed', stage: 'import', calls: [] });
  });

  it('a JSON array that was cut off ends in a failed item', async () => {
    const store = memoryStore();
    await importing(store, JSON.stringify([{ prompt: 'a' }, { prompt: 'b' }]).slice(0, -1));
    const { rows, rejects } = await imported(store);
    expect(rows.map(({ prompt }) => prompt)).toEqual(['a']);
    expect(rejects.map(({ reason }) => reason)).toEqual(['not_json']);
  });

  it('keeps one image once, under its hash, and tells of it in the row', async () => {
    const store = memoryStore();
    await importing(store, lines({ prompt: 'a', image: 'photo.jpg' }, { prompt: 'b', image: './photo.jpg' }));
    const images = [...store.objects.keys()].filter((key) => key.startsWith('images/'));
    expect(images).toHaveLength(1);
    const { rows } = await imported(store);
    expect(rows[0]?.['image']).toEqual({ sha256: images[0]?.slice(7), mediaType: 'image/jpeg', width: 8, height: 6 });
  });

  it('gives row ids that do not depend on the order of the file or its line ends', async () => {
    const idsOf = async (content: string) => {
      const store = memoryStore();
      await importing(store, content);
      return Object.fromEntries((await imported(store)).rows.map(({ id, prompt }) => [prompt as string, id]));
    };
    const ids = await idsOf(prompts('a', 'b', 'c'));
    expect(await idsOf(prompts('c', 'a', 'b'))).toEqual(ids);
    expect(await idsOf('{"prompt":"b"}\r\n{"prompt":"c"}\r\n{"prompt":"a"}')).toEqual(ids);
    expect(await idsOf('[{"prompt":"c"}, {"prompt":"b"},\n{"prompt":"a"}]')).toEqual(ids);
    expect(new Set(Object.values(ids)).size).toBe(3);
  });

  it('tells equal records apart', async () => {
    const store = memoryStore();
    await importing(store, prompts('a', 'a', 'b', 'a'));
    expect(new Set((await imported(store)).rows.map(({ id }) => id)).size).toBe(4);
  });

  it('that was broken off goes on where it was and gives the same bytes', async () => {
    const content = prompts('a', 'b', 'a', 'c', 'a', 'd', 'e');
    const quiet = memoryStore();
    await importing(quiet, content);
    const store = memoryStore();
    for (const puts of [0, 2, 4, 5]) {
      let left = puts;
      const broken = faultyStore(store, () => (left-- > 0 ? undefined : failing(new Error('killed'))));
      await expect(importing(broken, content)).rejects.toThrow('killed');
      expect(await readManifest(store, place, 1)).toBeUndefined();
    }
    const resumed = await importing(store, content);
    expect(resumed.counts.total).toBe(7);
    expect(Object.fromEntries(store.objects)).toEqual(Object.fromEntries(quiet.objects));
    const again = await importing(store, content);
    expect(again).toEqual(resumed);
  });

  it('of a file that is not there is file_missing', async () => {
    const store = memoryStore();
    await expect(
      importSeed({
        store,
        identity,
        recipe: recipeNamed('generate'),
        seedFile: '/nowhere/seed.json',
        images: imagesInFolder(folder),
      }),
    ).rejects.toMatchObject({
      code: 'file_missing',
      message: '/nowhere/seed.json: the seed file cannot be read (ENOENT).',
    });
  });
});

describe('records about one image', () => {
  const mmevol = recipeNamed('mmevol');
  const about = (id: string, image: string, question: string, more: object = {}) => ({
    id,
    image,
    turns: [{ question, answer: 'Blue.' }],
    ...more,
  });
  const content = lines(
    about('a', 'photo.jpg', 'Which colour?'),
    about('b', 'nowhere.jpg', 'What?'),
    about('c', './photo.jpg', 'And the sky?', { caption: 'A blue photo.' }),
    about('d', 'nowhere.jpg', 'Where?'),
  );
  const asked = (rows: readonly { readonly [field: string]: unknown }[]) =>
    rows.map(({ conversations }) => (conversations as { question: string }[]).map(({ question }) => question));
  const importWith = async (sameImage: 'merge' | 'separate') => {
    const store = memoryStore();
    const options = mmevol.options.parse({ sameImage }) as Identity['options'];
    await importing(store, content, { options }, mmevol);
    return imported(store);
  };

  it('become one row with all lists; the later one is dropped and says into which', async () => {
    const { counts, rows, rejects } = await importWith('merge');
    expect(counts).toEqual({ total: 4, kept: 1, dropped: 1, failed: 2, rows: 1 });
    expect(asked(rows)).toEqual([['Which colour?', 'And the sky?']]);
    expect(rows[0]).toMatchObject({ source_id: 'a', caption: 'A blue photo.', image_path: 'photo.jpg' });
    expect(rejects.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['failed', 'image_missing'],
      ['dropped', 'merged'],
      ['failed', 'image_missing'],
    ]);
    expect(rejects[1]?.detail).toEqual({ mergedInto: rows[0]?.id, label: 'c' });
  });

  it('are rows of their own by default', async () => {
    expect(asked((await importWith('separate')).rows)).toEqual([['Which colour?'], ['And the sky?']]);
    expect(mmevol.options.parse({})).toMatchObject({ sameImage: 'separate' });
  });

  it('brings further files after the seed, each row with the name of its part', async () => {
    const store = memoryStore();
    const [seedFile, benchmark] = [join(folder, 'whole.jsonl'), join(folder, 'benchmark.jsonl')];
    await writeFile(seedFile, '{"prompt":"a"}\n{"prompt":"b"}\n{"prompt":"beyond the limit"}\n');
    await writeFile(benchmark, '{"prompt":"a"}\n');
    const limited: Identity = { ...identity, input: { ...identity.input, limit: 2 } };
    const recipe = recipeNamed('generate');
    await importSeed({
      store,
      identity: limited,
      recipe,
      seedFile,
      parts: { benchmark },
      images: imagesInFolder(folder),
    });
    const { rows } = await imported(store);
    expect(rows.map(({ prompt, part }) => [prompt, part])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['a', 'benchmark'],
    ]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(3);
  });
});

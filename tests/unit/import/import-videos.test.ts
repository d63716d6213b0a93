import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readLines } from '../../../activities/artifacts/dataset.ts';
import { imageKey } from '../../../activities/artifacts/keys.ts';
import { readManifest } from '../../../activities/artifacts/manifest.ts';
import type { ArtifactStore } from '../../../activities/artifacts/store.ts';
import { identityOf, type Identity } from '../../../activities/campaigns/identity.ts';
import { MmsynthError } from '../../../activities/errors.ts';
import { imagesInFolder } from '../../../activities/import/image-source.ts';
import { importSeed } from '../../../activities/import/import-seed.ts';
import { recipeNamed } from '../../../recipes/registry.ts';
import { memoryStore } from '../../memory-store.ts';
import { optionsOf } from '../mix/scenario.ts';
import { plainSpec, readSpecOf } from '../campaigns/spec-file.ts';
import { animation, redOf, writeFrames } from '../video/pictures.ts';

const place = { campaign: 'photos', round: 0, stage: 'import' };
let folder: string;
let identity: Identity;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'video-seed-'));
  const options = optionsOf({ datasets: { main: { minFrames: 4, maxFrames: 6 } } }) as unknown as Identity['options'];
  const plain = identityOf(await readSpecOf(plainSpec), { seed: 'sha', parts: {} });
  identity = { ...plain, recipe: 'mix', options, shardItems: 4 };
  await writeFrames(join(folder, 'shots'), 20);
  await writeFile(join(folder, 'a.gif'), await animation([100, 100, 100, 100]));
});
afterAll(() => rm(folder, { recursive: true }));

const filmed = z.object({
  images: z.array(
    z.object({ sha256: z.string(), mediaType: z.literal('image/jpeg'), width: z.int(), height: z.int() }),
  ),
  video: z.looseObject({ path: z.string(), count: z.int(), fps: z.number(), frames: z.array(z.int()) }),
});

const told: number[] = [];
async function importing(records: readonly object[], changes: Partial<Identity> = {}, store = memoryStore()) {
  const seedFile = join(folder, 'seed.jsonl');
  await writeFile(seedFile, records.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const { counts } = await importSeed({
    store,
    identity: { ...identity, ...changes },
    recipe: recipeNamed('mix'),
    seedFile,
    images: imagesInFolder(folder),
    onProgress: (count) => told.push(count),
    ffmpeg: async () => {
      throw new MmsynthError('ffmpeg_missing', 'there is none');
    },
  });
  const linesOf = async (kind: 'rows' | 'rejects') => {
    const { shards = [] } = (await readManifest(store, place, 1)) ?? {};
    return (await Promise.all(shards.map((one) => readLines(store, place, kind, one.shard, one[kind])))).flat();
  };
  return { store, counts, rows: await linesOf('rows'), rejects: await linesOf('rejects') };
}
const asked = (fields: object) => ({ question: 'What moves?', answer: 'It.', ...fields });

async function redsIn(store: ArtifactStore, hashes: readonly { readonly sha256: string }[]): Promise<number[]> {
  const reds: number[] = [];
  for (const { sha256 } of hashes) {
    const bytes = await store.get(imageKey(sha256));
    if (!bytes) throw new Error('a frame is not in the store');
    reds.push(Math.round((await redOf(bytes)) / 8));
  }
  return reds;
}

describe('importing videos', () => {
  it('stores the frames drawn, and those alone', async () => {
    const { store, rows } = await importing([asked({ video: 'shots/' })]);
    const { images, video } = filmed.parse(rows[0]);
    expect(video).toMatchObject({ path: 'shots/', count: 20, fps: 1 });
    expect(images.length).toBeGreaterThanOrEqual(4);
    expect(images.length).toBeLessThanOrEqual(6);
    expect(await redsIn(store, images)).toEqual(video.frames);
    let stored = 0;
    for await (const _ of store.list('images/')) stored += 1;
    expect(stored).toBe(images.length);
  });

  it('tells how far it is after each video, and after each shard', async () => {
    told.length = 0;
    await importing(Array.from({ length: 6 }, (_, id) => asked({ id, video: 'a.gif' })));
    expect(told).toEqual([1, 2, 3, 4, 4, 5, 6, 6]);
  });

  it('takes all frames of a video with fewer', async () => {
    const { rows } = await importing([asked({ video: 'a.gif', clip: [0.1, 0.4] })]);
    expect(filmed.parse(rows[0]).video).toMatchObject({ count: 3, frames: [0, 1, 2], clip: [0.1, 0.4] });
  });

  it('draws the same frames again, others for another record or campaign’s seed', async () => {
    const framesOf = async (records: readonly object[], changes: Partial<Identity> = {}) =>
      (await importing(records, changes)).rows.map((row) => filmed.parse(row).video.frames);
    const records = [asked({ video: 'shots/' }), asked({ video: 'shots/', id: 2 })];
    const [first, second] = await framesOf(records);
    expect(await framesOf(records)).toEqual([first, second]);
    expect(first).not.toEqual(second);
    expect(await framesOf(records, { seed: identity.seed + 1 })).not.toEqual([first, second]);
  });

  it('accounts for every record, whatever is wrong with its video', async () => {
    const { counts, rejects } = await importing([
      asked({ video: 'shots/' }),
      asked({ video: 'nowhere.gif' }),
      asked({ video: 'shots/', clip: [0, 1] }),
      asked({ video: 'a.gif', clip: [1, 1] }),
      asked({ video: '../a.gif' }),
      asked({ video: 'a.gif', image: 'shots/shot_1.jpg' }),
    ]);
    expect(counts).toEqual({ total: 6, kept: 1, dropped: 0, failed: 5, rows: 1 });
    expect(rejects.map((line) => z.looseObject({ reason: z.string() }).parse(line).reason)).toEqual([
      'video_missing',
      'clip_untimed',
      'clip_empty',
      'image_outside',
      'image_and_video',
    ]);
  });

  it('stops at a file where there is no program to read it, without a reject', async () => {
    await writeFile(join(folder, 'b.mp4'), 'a video');
    const store = memoryStore();
    const records = [...Array.from({ length: 4 }, (_, id) => asked({ id })), asked({ video: 'b.mp4' })];
    await expect(importing(records, {}, store)).rejects.toMatchObject({ code: 'ffmpeg_missing' });
    expect(await readManifest(store, place, 1)).toBeUndefined();
    expect([...store.objects.keys()].filter((key) => key.includes('/commits/'))).toHaveLength(1);
  });
});

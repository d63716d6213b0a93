import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { z } from 'zod';
import { exportDataset } from '../../../activities/export/export-dataset.ts';
import { pictureTurns } from '../../../activities/export/tiles/picture-turns.ts';
import { runningAhead } from '../../../activities/export/tiles/running-ahead.ts';
import { tileShards } from '../../../activities/export/tiles/tile-shards.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { drawJpegQuality } from '../../../recipes/internvl/index.ts';
import { memoryStore } from '../../memory-store.ts';
import { jpegCoding } from '../../jpeg-segments.ts';
import { writeMix, type MixedCampaign } from './mixed-campaign.ts';

const line = z.object({
  id: z.string(),
  dataset: z.string(),
  reading: z.int(),
  archive: z.string(),
  length: z.int(),
  conversations: z.array(z.object({ from: z.string(), value: z.string() })),
  tiles: z.array(
    z.object({
      columns: z.int(),
      rows: z.int(),
      files: z.array(z.string()),
      offsets: z.array(z.int()),
      sizes: z.array(z.int()),
      qualities: z.array(z.int()).optional(),
    }),
  ),
});
type Line = z.infer<typeof line>;

const side = 28;
const mixed: MixedCampaign = {
  samples: [
    ...Array.from({ length: 4 }, () => ({ dataset: 'main', pictures: [[60, 40]] as const })),
    ...Array.from({ length: 3 }, () => ({ dataset: 'plain', pictures: [[40, 40] as const, [80, 40] as const] })),
    ...Array.from({ length: 5 }, () => ({ dataset: 'texts' })),
    { dataset: 'clips', pictures: [[60, 40] as const, [60, 40] as const], video: true },
  ],
  options: {
    tileSize: side,
    datasets: {
      main: { repeat: 2.5, maxDynamicPatch: 6 },
      plain: { repeat: 2, maxDynamicPatch: 4, augment: false },
      texts: { repeat: 0.4 },
    },
  },
};

let home: string;
let out: string;
let rows: readonly Row[];
const store = memoryStore();
const run = () => exportDataset({ store, campaign: 'mixed', format: 'internvl-tiles', out });
const read = (name: string): Promise<string> => readFile(join(out, 'tiles', name), 'utf8');
const linesOf = async (dataset: string): Promise<readonly Line[]> =>
  (await read(`lines/${dataset}.jsonl`))
    .trimEnd()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)));
const inOrderOf = (dataset: string): readonly string[] =>
  rows.filter((row) => row['dataset'] === dataset).map(({ id }) => id);
/** A tile by its place in the archive. */
async function tileOf({ archive, tiles }: Line, picture: number, tile: number): Promise<Buffer> {
  const bytes = await readFile(join(out, 'tiles', archive));
  const of = tiles[picture];
  const from = of?.offsets[tile] ?? 0;
  return bytes.subarray(from, from + (of?.sizes[tile] ?? 0));
}
const archives = async (): Promise<readonly string[]> =>
  (await readdir(join(out, 'tiles', 'shards'), { recursive: true })).filter((name) => name.endsWith('.tar')).sort();

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mmsynth-tiles-'));
  out = join(home, 'out');
  rows = await writeMix(store, mixed);
  await run();
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('a mix exported as tiles', () => {
  it('has a line for each reading, reading after reading, in the order of the mix', async () => {
    const told = (lines: readonly Line[]) => lines.map(({ id, reading }) => [reading, id]);
    const main = inOrderOf('main');
    expect(told(await linesOf('main'))).toEqual([
      ...main.map((id) => [0, id]),
      ...main.map((id) => [1, id]),
      ...main.slice(0, 2).map((id) => [2, id]),
    ]);
    expect(told(await linesOf('plain'))).toEqual([0, 1].flatMap((at) => inOrderOf('plain').map((id) => [at, id])));
    expect(told(await linesOf('texts'))).toEqual(
      inOrderOf('texts')
        .slice(0, 2)
        .map((id) => [0, id]),
    );
  });

  it('has as many tiles of each picture as its sample was measured by, thumbnails among them', async () => {
    for (const dataset of ['main', 'plain', 'texts'])
      for (const { id, tiles } of await linesOf(dataset))
        expect(tiles.map(({ files }) => files.length)).toEqual(rows.find((row) => row.id === id)?.['tiles']);
    const [first] = await linesOf('main');
    expect(first?.tiles).toMatchObject([{ columns: 3, rows: 2, files: { length: 7 } }]);
  });

  it('has of an augmented dataset JPEGs of the drawn qualities, other ones at each reading', async () => {
    const tables = new Map<number, Buffer>();
    const lines = await linesOf('main');
    for (const { id, reading, tiles } of lines)
      for (const [picture, { qualities }] of tiles.entries())
        expect(qualities).toEqual(
          tiles[picture]?.files.map((_, tile) => drawJpegQuality({ seed: 7, id, reading, picture, tile })),
        );
    for (const one of lines) {
      const file = await tileOf(one, 0, 3);
      expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', width: side, height: side });
      const quality = one.tiles[0]?.qualities?.[3] ?? 0;
      const found = jpegCoding(file).tables;
      expect(tables.get(quality) ?? found).toEqual(found);
      tables.set(quality, found);
    }
    expect(new Set([...tables.values()].map((table) => table.toString('hex'))).size).toBe(tables.size);
    const [once, again] = lines.filter(({ id }) => id === inOrderOf('main')[0]);
    expect(once?.tiles[0]?.qualities).not.toEqual(again?.tiles[0]?.qualities);
  });

  it('has of any other PNGs, the same at each reading', async () => {
    const [once, again] = (await linesOf('plain')).filter(({ id }) => id === inOrderOf('plain')[0]);
    if (!once || !again) throw new Error('two readings');
    expect(once.tiles.map(({ qualities }) => qualities)).toEqual([undefined, undefined]);
    const file = await tileOf(once, 1, 0);
    expect(await sharp(file).metadata()).toMatchObject({ format: 'png', width: side, height: side });
    expect(await tileOf(again, 1, 0)).toEqual(file);
  });

  it('has each frame of a video as one tile that is not augmented, and its line in the question', async () => {
    const [clip] = await linesOf('clips');
    expect(clip?.tiles.map(({ files, qualities }) => [files.length, qualities])).toEqual([
      [1, undefined],
      [1, undefined],
    ]);
    expect(clip?.conversations[0]?.value).toContain('Frame-2: <image>');
  });

  it('has archives that tar itself reads, each sample’s files side by side', async () => {
    const [archive = ''] = (await archives()).filter((name) => name.includes('main/r1'));
    const { stdout } = await promisify(execFile)('tar', ['-tf', join(out, 'tiles', 'shards', archive)]);
    const [id = ''] = inOrderOf('main');
    expect(stdout.split('\n').slice(0, 8)).toEqual([
      `${id}-1.json`,
      ...Array.from({ length: 7 }, (_, tile) => `${id}-1.0.0${tile}.jpg`),
    ]);
  });

  it('has a meta file that says that nothing is to be augmented or repeated', async () => {
    const root = `${out}/tiles/`;
    expect(JSON.parse(await read('meta.json'))).toEqual({
      main: {
        root,
        annotation: `${root}lines/main.jsonl`,
        data_augment: false,
        max_dynamic_patch: 6,
        repeat_time: 1,
        length: 10,
      },
      plain: expect.objectContaining({ data_augment: false, length: 6 }),
      texts: expect.objectContaining({ length: 2 }),
      clips: expect.objectContaining({ data_augment: false, length: 1 }),
    });
  });

  it('has packs whose members are lines', async () => {
    const readings = (await Promise.all(['main', 'plain', 'texts', 'clips'].map(linesOf))).flat();
    const packs = (await read('packs.jsonl'))
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as { members: string[]; readings: number[] });
    const members = packs.flatMap((pack) => pack.members.map((id, at) => `${id}-${pack.readings[at]}`));
    expect(members.sort()).toEqual(readings.map(({ id, reading }) => `${id}-${reading}`).sort());
  });
});

describe('exporting the tiles again', () => {
  it('makes only the archives that are not there, with the same bytes', async () => {
    const names = (await archives()).map((name) => join(out, 'tiles', 'shards', name));
    const [before, lines] = [await Promise.all(names.map((name) => readFile(name))), await read('lines/main.jsonl')];
    const lost = names.filter((name) => name.includes('plain'));
    expect(lost).toHaveLength(2);
    for (const name of lost) await rm(name.replace('.tar', '.jsonl'));
    await rm(join(out, 'tiles', 'lines', 'main.jsonl'));
    const times = await Promise.all(names.map((name) => stat(name)));
    expect(await run()).toMatchObject({ records: 19, file: 'tiles/meta.json' });
    const after = await Promise.all(names.map((name) => stat(name)));
    expect(names.filter((_, at) => after[at]?.ino !== times[at]?.ino)).toEqual(lost);
    expect(await Promise.all(names.map((name) => readFile(name)))).toEqual(before);
    expect(await read('lines/main.jsonl')).toBe(lines);
  });

  it('leaves no unfinished file behind where an image is gone', async () => {
    const other = memoryStore();
    await writeMix(other, mixed);
    const key = [...other.objects.keys()].find((name) => name.startsWith('images/'));
    other.objects.delete(key ?? '');
    const place = join(home, 'broken');
    const broken = exportDataset({ store: other, campaign: 'mixed', format: 'internvl-tiles', out: place });
    await expect(broken).rejects.toThrow('is not in the store');
    const left = await readdir(place, { recursive: true, withFileTypes: true });
    expect(left.filter((one) => one.isFile()).map(({ name }) => name)).toEqual(['export.json']);
  });

  it('is refused before the mix is sealed', async () => {
    const early = memoryStore();
    await writeMix(early, { ...mixed, sealed: false });
    const place = join(home, 'early');
    await expect(
      exportDataset({ store: early, campaign: 'mixed', format: 'internvl-tiles', out: place }),
    ).rejects.toMatchObject({ code: 'campaign_running' });
  });
});

describe('a shard of tiles', () => {
  it('closes at its tiles, at its samples, and at the end of a dataset', () => {
    const { shardOf } = tileShards({ tiles: 10, samples: 3 });
    const sizes: readonly (readonly [string, number])[] = [
      ['a', 4],
      ['a', 4],
      ['a', 4],
      ['a', 0],
      ['a', 0],
      ['a', 0],
      ['b', 40],
      ['b', 1],
    ];
    const into = sizes
      .map(([dataset, tiles]) => shardOf(dataset, tiles, 1))
      .map((one) => `${one.dataset}${one.number}`);
    expect(into).toEqual(['a0', 'a0', 'a1', 'a1', 'a1', 'a2', 'b0', 'b1']);
  });
});

describe('work that runs ahead', () => {
  it('is used in order, and throws what failed', async () => {
    const used: number[] = [];
    const ahead = runningAhead<number>(2, async (value) => void used.push(value));
    await ahead.add(Promise.resolve(1));
    await ahead.add(Promise.resolve(2));
    expect(used).toEqual([]);
    await ahead.add(Promise.reject(new Error('lost')));
    expect(used).toEqual([1]);
    await expect(ahead.drain()).rejects.toThrow('lost');
    expect(used).toEqual([1, 2]);
  });
});

describe('pictures in memory', () => {
  it('are as many as there are places, and one large one among them', async () => {
    const inTurn = pictureTurns(3);
    let [now, most, largeNow, mostLarge] = [0, 0, 0, 0];
    const work = (pixels: number) => async (): Promise<void> => {
      const large = pixels > 20e6 ? 1 : 0;
      most = Math.max(most, ++now);
      mostLarge = Math.max(mostLarge, (largeNow += large));
      await new Promise((resolve) => void setImmediate(resolve));
      now -= 1;
      largeNow -= large;
    };
    const sizes = [30e6, 30e6, 1e6, 30e6, 1e6, 1e6, 1e6, 30e6];
    await Promise.all(sizes.map((pixels) => inTurn(pixels, work(pixels))));
    expect([most, mostLarge, now]).toEqual([3, 1, 0]);
  });
});

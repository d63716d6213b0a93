import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { exportDataset } from '../../../activities/export/export-dataset.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { writeCampaign, type WrittenImage } from '../../written-campaign.ts';

const photo = (shade: number, format: 'jpeg' | 'png' = 'jpeg') =>
  sharp({ create: { width: 24, height: 16, channels: 3, background: { r: shade, g: shade, b: 90 } } })
    .toFormat(format)
    .toBuffer();

interface Llava {
  readonly id: string;
  readonly image: string;
  readonly conversations: readonly { readonly from: string; readonly value: string }[];
}

const turns = [
  ['What is this?', 'A field.'],
  ['Is it day?', 'Yes.'],
] as const;
const kept = (...questions: string[]) => ({ kept: questions.map((question) => ({ question, answer: 'So it is.' })) });
const nothing = { fallen: [{ reason: 'not_improved' }] };

let store: MemoryStore;
let out: string;
let images: WrittenImage[];

beforeEach(async () => {
  store = memoryStore();
  out = join(await mkdtemp(join(tmpdir(), 'mmsynth-export-')), 'dataset');
  images = [
    { id: 'a', bytes: await photo(10), turns, rounds: [kept('a1', 'a2'), nothing, kept('a3')] },
    { id: 'b', bytes: await photo(20), turns, rounds: [nothing, kept('b2'), { failed: 'parse_error' }] },
    { id: 'c', bytes: await photo(30), turns, rounds: [nothing, nothing, nothing] },
  ];
  await writeCampaign(store, { campaign: 'fields', images });
});
afterEach(() => rm(join(out, '..'), { recursive: true, force: true }));

const run = (more: Partial<Parameters<typeof exportDataset>[0]> = {}) =>
  exportDataset({ store, campaign: 'fields', format: 'llava', out, ...more });

describe('exporting LLaVA JSON', () => {
  it('holds one record for each image and round that gave something, all rounds pooled', async () => {
    const result = await run();
    const records = JSON.parse(await readFile(join(out, result.file), 'utf8')) as Llava[];
    expect(result).toMatchObject({ records: 3, turns: 4, imagesWritten: 2, complete: true, file: 'dataset.json' });
    expect(records.map(({ conversations }) => conversations.map(({ value }) => value))).toEqual([
      ['<image>\na1', 'So it is.', 'a2', 'So it is.'],
      ['<image>\nb2', 'So it is.'],
      ['<image>\na3', 'So it is.'],
    ]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(3);
  });

  it('names images that are there, by their content', async () => {
    await run();
    const records = JSON.parse(await readFile(join(out, 'dataset.json'), 'utf8')) as Llava[];
    for (const { image } of records) {
      const bytes = await readFile(join(out, image));
      expect(image).toBe(`images/${sha256(bytes)}.jpg`);
    }
    expect(await readdir(join(out, 'images'))).toHaveLength(2);
  });

  it('takes the ending from the bytes where the row does not say the type', async () => {
    const other = memoryStore();
    const png = await photo(5, 'png');
    const identity = await writeCampaign(other, {
      campaign: 'png',
      images: [{ id: 'p', bytes: png, untyped: true, turns, rounds: [kept('p1')] }],
    });
    await exportDataset({ store: other, campaign: identity.campaign, format: 'llava', out });
    expect(await readdir(join(out, 'images'))).toEqual([`${sha256(png)}.png`]);
  });

  it('is an empty array where no question survived', async () => {
    await writeCampaign(store, { campaign: 'bare', images: images.slice(2) });
    const result = await run({ campaign: 'bare' });
    expect(JSON.parse(await readFile(join(out, 'dataset.json'), 'utf8'))).toEqual([]);
    expect(result).toMatchObject({ records: 0, turns: 0, imagesWritten: 0 });
  });

  it('leaves images in the store when records are to name its keys', async () => {
    await run({ images: 'keys' });
    const records = JSON.parse(await readFile(join(out, 'dataset.json'), 'utf8')) as Llava[];
    expect(records.every(({ image }) => store.objects.has(image))).toBe(true);
    expect(await readdir(out)).not.toContain('images');
  });
});

describe('exporting ShareGPT', () => {
  it('writes one record a line, with the id that traces it', async () => {
    const result = await run({ format: 'sharegpt' });
    const lines = (await readFile(join(out, 'dataset.jsonl'), 'utf8')).trimEnd().split('\n');
    const [first] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(result.records);
    expect(first).toMatchObject({
      id: expect.any(String),
      images: [expect.stringMatching(/^images\/[0-9a-f]{64}\.jpg$/)],
    });
    expect(first?.['messages']).toEqual([
      { role: 'user', content: '<image>a1' },
      { role: 'assistant', content: 'So it is.' },
      { role: 'user', content: 'a2' },
      { role: 'assistant', content: 'So it is.' },
    ]);
  });
});

describe('the place of an export', () => {
  it('gives the same bytes when it is written again, and writes no image twice', async () => {
    await run();
    const before = await readFile(join(out, 'dataset.json'));
    expect(await run()).toMatchObject({ records: 3, imagesWritten: 0 });
    expect(await readFile(join(out, 'dataset.json'))).toEqual(before);
  });

  it('removes what a killed export left under construction, and nothing of one that still runs', async () => {
    await run();
    const dead = spawnSync(process.execPath, ['--version']).pid;
    const [left, running] = [dead, process.pid].map((pid) => join(out, 'images', `.a.jpg.${pid}.partial`)) as [
      string,
      string,
    ];
    for (const path of [left, running]) await writeFile(path, 'half');
    await run();
    await expect(stat(left)).rejects.toThrow('ENOENT');
    expect((await stat(running)).size).toBe(4);
  });

  it('takes a second format of the same campaign', async () => {
    await run();
    await run({ format: 'sharegpt' });
    expect((await readdir(out)).sort()).toEqual([
      'dataset.json',
      'dataset.jsonl',
      'dataset_card.md',
      'export.json',
      'images',
    ]);
  });

  it('is refused when something else lies there', async () => {
    await run();
    await writeCampaign(store, { campaign: 'other', images });
    await expect(run({ campaign: 'other' })).rejects.toMatchObject({ code: 'output_conflict', exitCode: 5 });
    await rm(join(out, 'export.json'));
    await expect(run()).rejects.toMatchObject({ code: 'output_conflict' });
  });

  it('is left without a dataset file when the export breaks off', async () => {
    const key = [...store.objects.keys()].find((name) => name.startsWith('images/'));
    store.objects.delete(key ?? '');
    await expect(run()).rejects.toThrow('is not in the store');
    expect((await readdir(out)).filter((name) => name.includes('dataset'))).toEqual([]);
    await expect(stat(join(out, 'dataset.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is told apart from a file', async () => {
    await writeFile(out, 'mine');
    await expect(run()).rejects.toMatchObject({ code: 'output_unwritable', exitCode: 2 });
  });
});

describe('what is exported', () => {
  it('is not found for an unknown campaign', async () => {
    await expect(run({ campaign: 'nobody' })).rejects.toMatchObject({ code: 'campaign_not_found' });
  });

  it('is what is committed so far for a campaign under way, and the card says so', async () => {
    await writeCampaign(store, { campaign: 'early', images, unsealed: [2, 3] });
    expect(await run({ campaign: 'early' })).toMatchObject({ records: 3, complete: false });
    expect(await readFile(join(out, 'dataset_card.md'), 'utf8')).toContain('was not finished');
  });

  it('has a card with counts, models and lineage, and leaves the licence open', async () => {
    await run();
    const card = await readFile(join(out, 'dataset_card.md'), 'utf8');
    expect(card).toContain('3 records with 4 questions and');
    expect(card).toContain('| generator | test-model | 0.7 | 512 | 512 |');
    expect(card).toContain('| 1 | evolve | 3 | 1 | 2 | 0 | 1 | yes |');
    expect(card).toContain('mmsynth trace fields <id>');
    expect(card).toMatch(/^---\nlicense: # to be filled in/);
  });
});

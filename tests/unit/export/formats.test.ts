import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import sharp from 'sharp';
import { exportDataset } from '../../../activities/export/export-dataset.ts';
import { readRecords } from '../../../activities/import/read-records.ts';
import type { ExportFormat } from '../../../activities/export/format.ts';
import { readSample } from '../../../recipes/internvl/samples/read-sample.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { writeCampaign } from '../../written-campaign.ts';

const photo = (shade: number): Promise<Buffer> =>
  sharp({ create: { width: 24, height: 16, channels: 3, background: { r: shade, g: shade, b: 90 } } })
    .jpeg()
    .toBuffer();

let store: MemoryStore;
let out: string;
let photos: Buffer[];

beforeEach(async () => {
  store = memoryStore();
  out = join(await mkdtemp(join(tmpdir(), 'mmsynth-formats-')), 'dataset');
  photos = await Promise.all([photo(10), photo(20)]);
  const turns = [['What is this?', 'A field.']] as const;
  const rounds = [{ kept: [{ question: 'Is it day?', answer: 'Yes.' }] }];
  const images = photos.map((bytes, at) => ({ id: `p${at}`, bytes, turns, rounds }));
  await writeCampaign(store, { campaign: 'fields', images });
});
afterEach(() => rm(join(out, '..'), { recursive: true, force: true }));

const run = (format: ExportFormat) => exportDataset({ store, campaign: 'fields', format, out });
const linesOf = async (name: string): Promise<unknown[]> =>
  (await readFile(join(out, name), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('exporting', () => {
  it('internvl writes JSON lines as the loader reads them and a meta file that names them', async () => {
    const { file, records } = await run('internvl');
    expect([file, records]).toEqual(['meta.json', 2]);
    const meta = JSON.parse(await readFile(join(out, file), 'utf8')) as Record<string, unknown>;
    expect(meta).toEqual({
      fields: {
        root: `${out}/`,
        annotation: `${out}/fields.jsonl`,
        data_augment: true,
        repeat_time: 1,
        length: 2,
      },
    });
    expect((await linesOf('fields.jsonl'))[0]).toMatchObject({
      image: expect.stringMatching(/^images\/[0-9a-f]{64}\.jpg$/),
      conversations: [
        { from: 'human', value: '<image>\nIs it day?' },
        { from: 'gpt', value: 'Yes.' },
      ],
    });
  });

  it('openai puts the picture before the text', async () => {
    await run('openai');
    expect((await linesOf('dataset.jsonl'))[0]).toMatchObject({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: expect.stringMatching(/^images\//) } },
            { type: 'text', text: 'Is it day?' },
          ],
        },
        { role: 'assistant', content: 'Yes.' },
      ],
    });
  });

  it('parquet holds what the importer reads back', async () => {
    const { file } = await run('parquet');
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(out, file)) });
    expect(rows).toHaveLength(2);
    const read: unknown[] = [];
    for await (const record of readRecords(join(out, file))) if (record.ok) read.push(record.value);
    expect(read.map((record) => readSample(record).ok)).toEqual([true, true]);
    expect(read[0]).toMatchObject({ conversations: [{ from: 'human' }, { from: 'gpt', value: 'Yes.' }] });
  });

  it('webdataset writes tar shards that tar itself reads, the same bytes again', async () => {
    const { file, imagesWritten } = await run('webdataset');
    expect([file, imagesWritten]).toEqual(['dataset-000000.tar', 0]);
    const { stdout } = await promisify(execFile)('tar', ['-tf', join(out, file)]);
    const names = stdout.trim().split('\n');
    expect(names).toHaveLength(4);
    const [json = '', picture = ''] = names;
    expect(picture).toBe(json.replace('.json', '.0.jpg'));
    await promisify(execFile)('tar', ['-xf', join(out, file), '-C', out]);
    expect(await readFile(join(out, picture))).toEqual(photos[0]);
    expect(JSON.parse(await readFile(join(out, json), 'utf8'))).toMatchObject({ image: picture });
    const before = await readFile(join(out, file));
    await run('webdataset');
    expect(await readFile(join(out, file))).toEqual(before);
  });

  it('a form the recipe has no records for is refused before anything is written', async () => {
    await expect(run('preferences')).rejects.toMatchObject({ code: 'format_unfit' });
    await expect(readdir(out)).rejects.toThrow('ENOENT');
  });
});

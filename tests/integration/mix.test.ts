import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parquetWriteFile } from 'hyparquet-writer';
import { readNewestManifest } from '../../activities/artifacts/manifest.ts';
import { openS3Store } from '../../activities/artifacts/s3-store.ts';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { sha256 } from '../../recipes/sha256.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';
import { tinyTokenizer } from '../tokenizer.ts';

jest.setTimeout(180_000);

const loader = fileURLToPath(new URL('./trainer-loader.py', import.meta.url));
const tileLoader = fileURLToPath(new URL('./tile-loader.py', import.meta.url));
let world: World;
let spec: string;
const out = (): string => join(world.home, 'out');

const turns = (question: string, answer: string) => [
  { from: 'human', value: question },
  { from: 'gpt', value: answer },
];
const jsonl = (records: readonly object[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');

beforeAll(async () => {
  world = await openWorld({ photos: 12 });
  await world.startWorker();
  const inHome = (name: string, content: string): Promise<void> => writeFile(join(world.home, name), content);
  const box = '<ref>patch</ref><box>[[100, 250, 500, 750]]</box>';
  await inHome(
    'pictures.jsonl',
    jsonl([
      ...Array.from({ length: 12 }, (_, i) => ({
        image: `photos/${i}.jpg`,
        conversations: turns(`What is in picture ${i}?`, `Colours, at ${box}.`),
      })),
      { conversations: [{ from: 'gpt', value: 'An answer to nothing.' }] },
    ]),
  );
  await inHome(
    'pairs.jsonl',
    jsonl(
      Array.from({ length: 6 }, (_, i) => ({
        image: [`photos/${i}.jpg`, `photos/${i + 6}.jpg`],
        conversations: turns(`How do pair ${i} differ?`, 'By their colours.'),
      })),
    ),
  );
  const texts = Array.from({ length: 10 }, (_, i) => i);
  parquetWriteFile({
    filename: join(world.home, 'texts.parquet'),
    columnData: [
      { name: 'question', data: texts.map((i) => `What comes after ${i}?`), type: 'STRING' },
      { name: 'answer', data: texts.map((i) => i + 1), type: 'INT32' },
    ],
  });
  await inHome('tokenizer.json', JSON.stringify(tinyTokenizer()));
  spec = await world.writeSpec('mixed', {
    recipe: 'mix',
    models: {},
    input: {
      file: 'pictures.jsonl',
      parts: { pairs: 'pairs.jsonl', texts: 'texts.parquet' },
      files: { tokenizer: 'tokenizer.json' },
    },
    options: {
      name: 'pictures',
      datasets: {
        pictures: { repeat: 2, maxDynamicPatch: 6 },
        pairs: { repeat: 1.5, maxDynamicPatch: 24, augment: false },
        texts: { repeat: 0.35 },
      },
    },
  });
});
afterAll(() => world?.close());

describe('a mix of three datasets', () => {
  it('is measured, mixed and packed, and accounts for every sample', async () => {
    const { code, stdout, stderr } = await world.command('launch', spec, '--watch', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { rounds } = JSON.parse(stdout) as CampaignStatus;
    expect(rounds.map(({ stage }) => stage)).toEqual(['import', 'measure', 'mix', 'pack']);
    for (const { items } of rounds) expect(items.kept + items.dropped + items.failed).toBe(items.total);
    expect(rounds.map(({ items }) => [items.total, items.dropped])).toEqual([
      [29, 0],
      [29, 1],
      [28, 0],
      [28, 7],
    ]);
  });

  it('says in its facts what was drawn and how full the packs are', async () => {
    const factsOf = async (stage: string) =>
      (await readNewestManifest(world.store(), { campaign: 'mixed', round: 1, stage }, 1))?.facts ?? {};
    expect(await factsOf('mix')).toMatchObject({ 'pictures.drawn': 24, 'pairs.drawn': 9, 'texts.drawn': 3 });
    const { packs, fewest, samples, tokenFill } = await factsOf('pack');
    expect(samples).toBe(36);
    expect(packs).toBeGreaterThanOrEqual(Number(fewest));
    expect(tokenFill).toBeGreaterThan(0);
  });

  it('is loaded by the trainer’s rules, with the counts that the repeat times ask for', async () => {
    const { code, stderr } = await world.command('export', 'mixed', '--format', 'internvl', '--out', out(), '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { stdout } = await promisify(execFile)('python3', [loader, join(out(), 'meta.json')]);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { pictures: 24, pairs: 6, pairs__frac: 3, texts: 3 },
      packed: 36,
    });
  });

  it('is refused by them once it is spoiled', async () => {
    const meta = JSON.parse(await readFile(join(out(), 'meta.json'), 'utf8')) as Record<string, object>;
    const spoiled = join(out(), 'spoiled.json');
    await writeFile(spoiled, JSON.stringify({ ...meta, pairs: { ...meta['pairs'], repeat_time: 1.5 } }));
    await expect(promisify(execFile)('python3', [loader, spoiled])).rejects.toThrow('whole repeat_time');
  });

  it('has a meta file with the fields the trainer reads', async () => {
    const meta = JSON.parse(await readFile(join(out(), 'meta.json'), 'utf8')) as unknown;
    expect(meta).toMatchObject({
      pairs: {
        root: `${out()}/`,
        annotation: `${out()}/pairs.jsonl`,
        data_augment: false,
        max_dynamic_patch: 24,
        repeat_time: 1,
        length: 6,
      },
      pairs__frac: { annotation: `${out()}/pairs.jsonl`, repeat_time: 0.5, length: 6 },
      pictures: { data_augment: true, max_dynamic_patch: 6, repeat_time: 2, length: 12 },
      texts: { data_augment: false, max_dynamic_patch: 12, repeat_time: 0.35, length: 10 },
    });
  });

  it('is loaded as tiles by the same rules, augmented where the dataset says so and at each reading anew', async () => {
    const place = ['--format', 'internvl-tiles', '--out', out(), '--json'];
    const { code, stdout: said, stderr } = await world.command('export', 'mixed', ...place);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(said)).toMatchObject({ file: 'tiles/meta.json', records: 36, complete: true });
    const { stdout } = await promisify(execFile)('python3', [
      tileLoader,
      join(out(), 'tiles', 'meta.json'),
      join(out(), 'meta.json'),
    ]);
    const { tiles, qualities, ...counts } = JSON.parse(stdout) as {
      readonly tiles: Readonly<Record<string, number>>;
      readonly qualities: number;
    };
    expect(counts).toEqual({ lines: { pictures: 24, pairs: 9, texts: 3 }, packed: 36 });
    expect(tiles).toMatchObject({ pictures: expect.any(Number), texts: 0 });
    expect(qualities).toBeGreaterThan(20);
  });

  it('is refused as tiles that say a quality they do not have', async () => {
    const lines = join(out(), 'tiles', 'lines', 'pictures.jsonl');
    const text = await readFile(lines, 'utf8');
    await writeFile(
      lines,
      text.replace(/"qualities":\[(\d+)/u, (_, one) => `"qualities":[${Number(one) === 100 ? 99 : Number(one) + 1}`),
    );
    const files = [join(out(), 'tiles', 'meta.json'), join(out(), 'meta.json')];
    await expect(promisify(execFile)('python3', [tileLoader, ...files])).rejects.toThrow('has quality');
    await writeFile(lines, text);
  });

  it('has the same archives in a bucket', async () => {
    const environment = world.stack.environment();
    const place = `s3://${new URL(environment['MMSYNTH_STORE'] ?? '').host}/exported`;
    const { code, stderr } = await world.command(
      'export',
      'mixed',
      '--format',
      'internvl-tiles',
      '--out',
      place,
      '--json',
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const bucket = openS3Store({ ...environment, MMSYNTH_STORE: place }, { forMs: 10_000 });
    try {
      const keys: string[] = [];
      for await (const { key } of bucket.list('tiles/shards/')) keys.push(key);
      expect(keys.filter((key) => key.endsWith('.tar'))).toHaveLength(5);
      for (const key of keys)
        expect(sha256((await bucket.get(key)) ?? '')).toBe(sha256(await readFile(join(out(), key))));
      const meta = JSON.parse((await bucket.get('tiles/meta.json'))?.toString() ?? '') as Record<string, object>;
      expect(meta['pictures']).toMatchObject({ annotation: `${place}/tiles/lines/pictures.jsonl` });
    } finally {
      bucket.close();
    }
  });

  it('has a report and a clean audit', async () => {
    const report = await world.command('report', 'mixed', '--out', join(world.home, 'mixed.html'), '--json');
    const { summary } = JSON.parse(report.stdout) as { summary: { figures: { datasets: Record<string, object> } } };
    expect(summary.figures.datasets['texts']).toMatchObject({ rows: 10, repeat: 0.35, tiles: 0 });
    const { code, stdout } = await world.command('audit', 'mixed', '--verify', '--json');
    expect({ code, problems: (JSON.parse(stdout) as { problems: unknown[] }).problems }).toEqual({
      code: 0,
      problems: [],
    });
  });

  it('leads from a pack back to its seeds', async () => {
    const [line = ''] = (await readFile(join(out(), 'packs.jsonl'), 'utf8')).split('\n');
    const { id } = JSON.parse(line) as { id: string };
    const { code, stdout, stderr } = await world.command('trace', 'mixed', id, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('"import"');
  });

  it('is refused without a tokenizer, and with a dataset nobody knows', async () => {
    const more = { recipe: 'mix', models: {}, input: { file: 'pictures.jsonl' } };
    const without = await world.command('launch', await world.writeSpec('bare', more));
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining("'input.files.tokenizer' is missing")]);
    const input = { file: 'pictures.jsonl', files: { tokenizer: 'tokenizer.json' } };
    const options = { datasets: { typo: { repeat: 2 } } };
    const wrong = await world.command('launch', await world.writeSpec('typo', { ...more, input, options }));
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('typo is no dataset of the spec')]);
  });
});

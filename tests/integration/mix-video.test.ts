import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { provisionFfmpeg } from '../../infra/dev/index.ts';
import { runCommand } from '../campaign-harness/command.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';
import { tinyTokenizer } from '../tokenizer.ts';
import { animation, plain, redOf, writeFrames } from '../unit/video/pictures.ts';

jest.setTimeout(900_000);

const run = promisify(execFile);
const loader = fileURLToPath(new URL('./trainer-loader.py', import.meta.url));
const tileLoader = fileURLToPath(new URL('./tile-loader.py', import.meta.url));
let world: World;
let spec: string;
const inHome = (name: string): string => join(world.home, name);
const out = (): string => inHome('out');

const asked = (question: string, fields: object) => ({
  conversations: [
    { from: 'human', value: question },
    { from: 'gpt', value: 'It moves.' },
  ],
  ...fields,
});
const jsonl = (records: readonly object[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');

beforeAll(async () => {
  world = await openWorld({ photos: 4 });
  await world.startWorker();
  const ffmpeg = await provisionFfmpeg(world.env);
  await writeFrames(inHome('media/shots'), 40);
  await writeFile(inHome('media/a.gif'), await animation(Array.from({ length: 20 }, () => 100)));
  for (let at = 0; at < 30; at++) await writeFile(inHome(`media/p_${at}.png`), await plain(at).png().toBuffer());
  const lossless = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-crf', '1'];
  await run(ffmpeg, ['-v', 'error', '-framerate', '10', '-i', 'p_%d.png', ...lossless, 'a.mp4'], {
    cwd: inHome('media'),
  });
  await writeFile(inHome('media/broken.mp4'), 'no video');
  const films = Array.from({ length: 6 }, (_, i) => asked(`What happens in ${i}?`, { video: 'shots/' }));
  await writeFile(
    inHome('films.jsonl'),
    jsonl([
      ...films,
      asked('What turns?', { video: 'a.gif' }),
      asked('<video>\nWhat comes after a second?', { video: 'a.mp4', clip: [1, 2] }),
      {
        messages: [
          { role: 'user', content: 'And?' },
          { role: 'assistant', content: 'Yes.' },
        ],
        videos: ['a.mp4'],
      },
      asked('Broken?', { video: 'broken.mp4' }),
      asked('Both?', { video: 'a.gif', image: 'p_1.png' }),
      asked('<image>\nWhat?', { video: 'a.gif' }),
    ]),
  );
  await writeFile(
    inHome('pictures.jsonl'),
    jsonl(Array.from({ length: 4 }, (_, i) => asked(`Which is ${i}?`, { image: `p_${i}.png` }))),
  );
  await writeFile(inHome('tokenizer.json'), JSON.stringify(tinyTokenizer()));
  spec = await world.writeSpec('filmed', {
    recipe: 'mix',
    models: {},
    input: {
      file: 'films.jsonl',
      parts: { pictures: 'pictures.jsonl' },
      files: { tokenizer: 'tokenizer.json' },
      images: 'media',
    },
    options: { name: 'films', datasets: { films: { repeat: 2 }, pictures: { maxDynamicPatch: 6 } } },
  });
});
afterAll(() => world?.close());

const record = z.looseObject({
  id: z.string(),
  video: z.string(),
  conversations: z.array(z.object({ from: z.string(), value: z.string() })),
});
const tiled = record
  .omit({ video: true })
  .extend({ tiles: z.array(z.object({ files: z.array(z.string()), qualities: z.undefined().optional() })) });
const recordsOf = async (name: string) =>
  (await readFile(join(out(), name), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => record.parse(JSON.parse(line)));
const exported = (folder: string, format: string) =>
  world.command('export', 'filmed', '--format', format, '--out', inHome(folder), '--json');

describe('a mix with videos', () => {
  it('is measured and packed, and accounts for every sample', async () => {
    const { code, stdout, stderr } = await world.command('launch', spec, '--watch', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { rounds } = JSON.parse(stdout) as CampaignStatus;
    expect(rounds.map(({ stage, items }) => [stage, items.total, items.kept, items.dropped, items.failed])).toEqual([
      ['import', 16, 14, 0, 2],
      ['measure', 14, 13, 1, 0],
      ['mix', 13, 13, 0, 0],
      ['pack', 13, 13, 0, 0],
    ]);
  });

  it('is loaded by the trainer’s rules, with a tile a frame', async () => {
    const { code, stderr } = await exported('out', 'internvl');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { stdout } = await run('python3', [loader, join(out(), 'meta.json')]);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { films: 18, pictures: 4 }, packed: 22 });
    const meta = JSON.parse(await readFile(join(out(), 'meta.json'), 'utf8')) as unknown;
    expect(meta).toMatchObject({
      films: { data_augment: false, max_dynamic_patch: 1, repeat_time: 2, length: 9 },
      pictures: { data_augment: true, max_dynamic_patch: 6 },
    });
  });

  it('shows frames of the clip that was named, in order', async () => {
    const films = await recordsOf('films.jsonl');
    const clip = films.find(({ conversations }) => conversations[0]?.value.includes('after a second'));
    const folder = join(out(), clip?.video ?? '');
    const reds: number[] = [];
    for (const name of ['frame_1.jpg', 'frame_2.jpg', 'frame_3.jpg'])
      reds.push(Math.round((await redOf(await readFile(join(folder, name)))) / 8));
    expect(reds).toEqual(reds.toSorted((a, b) => a - b));
    for (const red of reds) expect([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]).toContain(red);
    // Ten frames are there, eight at least are drawn.
    expect((await readdir(folder)).length).toBeGreaterThanOrEqual(8);
    expect((await readdir(folder)).length).toBeLessThanOrEqual(10);
  });

  it('is refused by the loader once frames are missing', async () => {
    const [first] = await recordsOf('films.jsonl');
    const spoiled = join(out(), 'spoiled.json');
    const meta = JSON.parse(await readFile(join(out(), 'meta.json'), 'utf8')) as Record<string, object>;
    const line = JSON.stringify({ ...first, conversations: [{ from: 'human', value: 'no mark' }] });
    await writeFile(join(out(), 'spoiled.jsonl'), `${line}\n`);
    const films = { ...meta['films'], annotation: join(out(), 'spoiled.jsonl'), length: 1 };
    await writeFile(spoiled, JSON.stringify({ films }));
    await expect(run('python3', [loader, spoiled])).rejects.toThrow('no line <video>');
  });

  it('is frames as several images for LLaVA, and as one video for ShareGPT', async () => {
    expect((await exported('llava', 'llava')).code).toBe(0);
    const llava = JSON.parse(await readFile(inHome('llava/dataset.json'), 'utf8')) as {
      image: string | string[];
      conversations: { value: string }[];
    }[];
    const filmed = llava.filter(({ image }) => Array.isArray(image));
    expect(filmed).toHaveLength(9);
    for (const { image, conversations } of filmed) {
      expect(conversations[0]?.value).toMatch(/^Frame-1: <image>\nFrame-2: <image>\n/);
      expect(conversations[0]?.value.split('<image>')).toHaveLength(image.length + 1);
    }
    expect((await exported('sharegpt', 'sharegpt')).code).toBe(0);
    const lines = (await readFile(inHome('sharegpt/dataset.jsonl'), 'utf8')).trim().split('\n');
    const shared = lines.map((line) => JSON.parse(line) as { videos?: string[][]; messages: { content: string }[] });
    const videos = shared.filter((one) => one.videos);
    expect(videos).toHaveLength(9);
    for (const one of videos) {
      expect(one.messages[0]?.content).toContain('<video>\n');
      expect(one.videos).toHaveLength(1);
      expect(await readFile(inHome(`sharegpt/${one.videos?.[0]?.[0]}`))).not.toHaveLength(0);
    }
  });

  it('is a tile a frame, never augmented, where it is exported as tiles', async () => {
    expect((await exported('tiled', 'internvl-tiles')).code).toBe(0);
    const lines = (await readFile(inHome('tiled/tiles/lines/films.jsonl'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(18);
    for (const line of lines) {
      const { conversations, tiles } = tiled.parse(JSON.parse(line));
      expect(conversations[0]?.value).toMatch(/^Frame-1: <image>\n/);
      expect(conversations[0]?.value.split('<image>')).toHaveLength(tiles.length + 1);
      for (const { files } of tiles) expect(files).toEqual([expect.stringMatching(/\.png$/)]);
    }
    const { stdout } = await run('python3', [tileLoader, inHome('tiled/tiles/meta.json'), join(out(), 'meta.json')]);
    expect(JSON.parse(stdout)).toMatchObject({ lines: { films: 18, pictures: 4 }, packed: 22 });
  });

  it('has a clean audit', async () => {
    const { code, stdout } = await world.command('audit', 'filmed', '--verify', '--json');
    expect({ code, problems: (JSON.parse(stdout) as { problems: unknown[] }).problems }).toEqual({
      code: 0,
      problems: [],
    });
  });

  it('is cleaned first, and its frames are mixed', async () => {
    const cleaned = await world.writeSpec('cleaned', {
      recipe: 'curate',
      models: {},
      input: { file: 'films.jsonl', images: 'media' },
      options: {
        frames: 16,
        quality: { minimum: 0 },
        repetition: { minimum: 0 },
        // The frames are of one colour, and flagged as blank.
        review: { hours: 0, onTimeout: 'keep' },
      },
    });
    const { code, stderr } = await world.command('launch', cleaned, '--watch', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const folder = inHome('clean');
    const written = await world.command('export', 'cleaned', '--format', 'internvl', '--out', folder, '--json');
    expect(written).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(join(folder, 'meta.json'), 'utf8'))).toMatchObject({
      cleaned: { data_augment: false, max_dynamic_patch: 1, length: 9 },
    });
    const mixed = await world.writeSpec('again', {
      recipe: 'mix',
      models: {},
      input: { file: 'clean/cleaned.jsonl', images: 'clean', files: { tokenizer: 'tokenizer.json' } },
      options: { datasets: { main: { minFrames: 8, maxFrames: 16 } } },
    });
    const { stdout } = await world.command('launch', mixed, '--watch', '--json');
    const { rounds } = JSON.parse(stdout) as CampaignStatus;
    expect(rounds.map(({ stage, items }) => [stage, items.total, items.kept])).toEqual([
      ['import', 9, 9],
      ['measure', 9, 9],
      ['mix', 9, 9],
      ['pack', 9, 9],
    ]);
  });

  it('is not begun without an ffmpeg, and goes on where it was with one', async () => {
    const input = { file: 'films.jsonl', files: { tokenizer: 'tokenizer.json' }, images: 'media' };
    const later = await world.writeSpec('later', { recipe: 'mix', models: {}, input });
    const nowhere = { ...world.env, MMSYNTH_FFMPEG: inHome('nowhere') };
    const without = await runCommand(['launch', later], nowhere, world.home);
    expect([without.code, without.stderr]).toEqual([3, expect.stringContaining('set it to an ffmpeg')]);
    const { stdout } = await world.command('launch', later, '--watch', '--json');
    const [first] = (JSON.parse(stdout) as CampaignStatus).rounds;
    expect(first?.items).toMatchObject({ total: 12, kept: 10, failed: 2 });
  });
});

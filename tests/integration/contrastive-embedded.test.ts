import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { readNewestManifest } from '../../activities/artifacts/manifest.ts';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { startStack } from '../../infra/dev/index.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

/** The first run on a machine fetches 280 MB. */
jest.setTimeout(900_000);

const campaign = 'retrieval';
let world: World;

/** Pictures of two colours each, laid out so that none looks like another. */
const pictures = [
  { ground: '#1f8f3a', patch: '#c81e1e', left: 0, top: 0, width: 64, height: 48 },
  { ground: '#1a3fc4', patch: '#e8d820', left: 64, top: 0, width: 64, height: 96 },
  { ground: '#f4f4f4', patch: '#111111', left: 32, top: 24, width: 64, height: 48 },
] as const;

async function draw({ ground, patch, left, top, width, height }: (typeof pictures)[number]): Promise<Buffer> {
  const input = await sharp({ create: { width, height, channels: 3, background: patch } })
    .png()
    .toBuffer();
  return sharp({ create: { width: 128, height: 96, channels: 3, background: ground } })
    .composite([{ input, left, top }])
    .jpeg()
    .toBuffer();
}

beforeAll(async () => {
  world = await openWorld({ photos: 1 });
  await startStack({ home: world.home, env: world.env, parts: ['model'] });
  await world.startWorker();
  await mkdir(join(world.home, 'drawn'));
  for (const [at, picture] of pictures.entries())
    await writeFile(join(world.home, 'drawn', `${at}.jpg`), await draw(picture));
  const lines = pictures.map((_, at) => `${JSON.stringify({ image: `drawn/${at}.jpg` })}\n`);
  await writeFile(join(world.home, 'pictures.jsonl'), lines.join(''));
});
afterAll(() => world?.close());

describe('retrieval data on the embedded model and the embedded embedder', () => {
  it('comes out of every stage, nothing scripted', async () => {
    const local = { model: 'local', baseUrls: ['embedded'], concurrency: 2, temperature: 0, maxTokens: 400 };
    const spec = await world.writeSpec(campaign, {
      recipe: 'contrastive',
      input: { file: 'pictures.jsonl' },
      models: { generator: local, embedder: { model: 'all-MiniLM-L6-v2', baseUrls: ['embedded'] } },
      options: {
        granularities: ['short', 'attribute'],
        edits: 1,
        votes: 1,
        needed: 1,
        mined: 1,
        minedCosine: [-1, 1],
        hamming: 0,
      },
    });
    const { code, stdout, stderr } = await world.command('launch', spec, '--watch', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { rounds } = JSON.parse(stdout) as CampaignStatus;
    expect(rounds.map(({ stage, items }) => [stage, items.total, items.kept])).toEqual(
      ['import', 'describe', 'mine', 'verify'].map((stage) => [stage, pictures.length, pictures.length]),
    );
  });

  it('has vectors of pictures and captions in one space, and tells their recall', async () => {
    const { facts } = (await readNewestManifest(world.store(), { campaign, round: 1, stage: 'mine' }, 1)) ?? {};
    expect(facts).toMatchObject({ gallery: pictures.length, joint: true, 'imageToText@10': 1 });
  });

  it('is exported with captions, and verdicts on every negative', async () => {
    const out = join(world.home, 'out');
    expect((await world.command('export', campaign, '--format', 'retrieval', '--out', out)).code).toBe(0);
    const lines = (await readFile(join(out, 'dataset.jsonl'), 'utf8')).trim().split('\n');
    const records = lines.map(
      (line) =>
        JSON.parse(line) as {
          positives: readonly string[];
          hardNegTexts: readonly { verify: object }[];
          hardNegImages: readonly { verify: object }[];
        },
    );
    expect(records).toHaveLength(pictures.length);
    for (const { positives, hardNegTexts, hardNegImages } of records) {
      expect(positives.length).toBeGreaterThan(0);
      for (const { verify } of [...hardNegTexts, ...hardNegImages]) expect(verify).toEqual({ no: 1, yes: 0 });
    }
  });

  it('stands the audit, nothing bought twice', async () => {
    const { code, stdout } = await world.command('audit', campaign, '--verify', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verified: true, boughtTwice: 0, problems: [] });
  });
});

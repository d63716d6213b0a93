import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readNewestManifest } from '../../activities/artifacts/manifest.ts';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { boughtBeyondPlan, planBounds } from '../campaign-harness/plan-bound.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(180_000);

const photos = 12;
let world: World;
let spec: string;

beforeAll(async () => {
  world = await openWorld({ photos, endpoint: { answer: 'contrastive' } });
  await world.startWorker();
  const lines = Array.from({ length: photos }, (_, i) => ({ image: `photos/${i}.jpg` }));
  // The same picture twice: mining takes it once.
  lines.push({ image: 'photos/0.jpg' });
  await writeFile(join(world.home, 'pictures.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
});
afterAll(() => world?.close());

interface Retrieval {
  readonly image: string;
  readonly positives: readonly string[];
  readonly hardNegTexts: readonly { text: string; type: string; verify: { no: number; yes: number } }[];
  readonly hardNegImages: readonly { image: string; cosine: number }[];
}

describe('a campaign of retrieval data', () => {
  it('describes, mines and verifies, and accounts for every picture', async () => {
    const model = { model: 'scripted', baseUrls: [world.endpoint.baseUrl], concurrency: 8 };
    spec = await world.writeSpec('pairs', {
      recipe: 'contrastive',
      input: { file: 'pictures.jsonl' },
      models: { generator: model, embedder: { ...model, model: 'vectors' }, verifier: { ...model, model: 'judge' } },
      // The scripted embedder knows words only, so that pictures are far from each other.
      options: { minedCosine: [-1, 0.95], hamming: 0 },
    });
    const { code, stdout, stderr } = await world.command('launch', spec, '--watch', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { rounds } = JSON.parse(stdout) as CampaignStatus;
    expect(rounds.map(({ stage, items }) => [stage, items.total, items.kept, items.dropped])).toEqual([
      ['import', photos + 1, photos + 1, 0],
      ['describe', photos + 1, photos + 1, 0],
      ['mine', photos + 1, photos, 1],
      ['verify', photos, photos, 0],
    ]);
  });

  it('buys no more than its plan tells, from no model', async () => {
    expect((await planBounds(world, spec, 'pairs')).map(({ model }) => model)).toEqual([
      'judge',
      'scripted',
      'vectors',
    ]);
    expect(await boughtBeyondPlan(world, spec, 'pairs')).toEqual([]);
  });

  it('buys nothing twice, vectors among it', async () => {
    const { ends, served } = await world.endpoint.stats();
    expect(ends).toEqual({ 200: served });
    const { stdout } = await world.command('audit', 'pairs', '--verify', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ verified: true, boughtTwice: 0, problems: [] });
  });

  it('tells recall of the embedder', async () => {
    const place = { campaign: 'pairs', round: 1, stage: 'mine' };
    const { facts = {} } = (await readNewestManifest(world.store(), place, 1)) ?? {};
    expect(facts).toMatchObject({ gallery: photos, joint: true });
    expect(facts['imageToText@10']).toBeGreaterThanOrEqual(Number(facts['imageToText@1']));
  });

  it('is exported with positives, and negatives that no vote called true', async () => {
    const out = join(world.home, 'pairs');
    const { code } = await world.command('export', 'pairs', '--format', 'retrieval', '--out', out);
    expect(code).toBe(0);
    const records = (await readFile(join(out, 'dataset.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Retrieval);
    expect(records).toHaveLength(photos);
    for (const { positives, hardNegTexts, hardNegImages } of records) {
      expect(positives).toHaveLength(5);
      for (const { text, verify } of hardNegTexts) {
        expect(positives).not.toContain(text);
        expect(verify).toEqual({ no: 3, yes: 0 });
      }
      expect(hardNegImages.length).toBeLessThanOrEqual(3);
      for (const { image } of hardNegImages)
        expect((await readFile(join(out, image))).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    }
    const types = new Set(records.flatMap(({ hardNegTexts }) => hardNegTexts.map(({ type }) => type)));
    expect(types.has('mined') && (types.has('attribute') || types.has('object'))).toBe(true);
  });

  it('has a report', async () => {
    const { code, stdout } = await world.command('report', 'pairs', '--out', join(world.home, 'pairs.html'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { figures: { pictures: photos, captions: 5 * photos } } });
  });
});

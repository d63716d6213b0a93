import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { commitKey, manifestKey } from '../../../activities/artifacts/keys.ts';
import { writeLines } from '../../../activities/artifacts/dataset.ts';
import { sealStage } from '../../../activities/artifacts/manifest.ts';
import { commitShard, readCommit } from '../../../activities/artifacts/shard-commit.ts';
import { recordDecision } from '../../../activities/campaigns/decisions.ts';
import { reportSummary, writeReport } from '../../../activities/report/write-report.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { writeCampaign, type WrittenImage } from '../../written-campaign.ts';

const jpeg = (width = 64, height = 48) =>
  sharp({ create: { width, height, channels: 3, background: '#445566' } })
    .jpeg()
    .toBuffer();

const turns = [['What stands in the field?', 'A house.']] as const;
const kept = (question: string) => ({
  kept: [{ question, answer: 'Two of them.', score: 8, judgeReason: 'It counts.' }],
});
const fell = (reason: string, question: string) => ({
  fallen: [{ reason, detail: { question, score: 2, judgeReason: 'No harder.', item: { question, answer: 'So.' } } }],
});

/** The texts that do not stand in the page. */
const absent = (html: string, ...texts: string[]) => texts.filter((text) => !html.includes(text));

let store: MemoryStore;
let folder: string;
beforeEach(async () => {
  store = memoryStore();
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function pageOf(
  campaign: string,
  more: { readonly title?: string; readonly cards?: number } = {},
): Promise<string> {
  const { path, bytes } = await writeReport({ store, campaign, out: join(folder, 'report.html'), ...more });
  const html = await readFile(path, 'utf8');
  expect(Buffer.byteLength(html)).toBe(bytes);
  return html;
}

async function threeImages(): Promise<WrittenImage[]> {
  const bytes = await Promise.all([jpeg(64), jpeg(65), jpeg(66)]);
  const rounds = [
    [kept('How many houses are there?'), kept('Which is nearer?')],
    [fell('not_improved', 'Is there a house?'), kept('Is the house old?')],
    [{ failed: 'parse_error' }, fell('operator_rule:new_object', 'A house?')],
  ];
  return bytes.map((image, index) => ({
    id: `photo-${index}`,
    bytes: image,
    turns,
    caption: `Caption ${index}`,
    det: [{ label: 'house', bbox: [0.1, 0.2, 0.5, 0.75] }],
    rounds: rounds[index] ?? [],
  }));
}

describe('the report page', () => {
  it('loads nothing and runs nothing: no script, no address, one style sheet allowed by its hash', async () => {
    await writeCampaign(store, { campaign: 'plain', images: await threeImages() });
    const html = await pageOf('plain');
    const policy =
      /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).not.toContain('unsafe');
    expect(/<script|<link|<iframe|\son\w+=|\sstyle=|href=/i.exec(html)?.[0]).toBeUndefined();
    expect(
      [...html.matchAll(/\ssrc="([^"]*)"/g)].every(([, address]) => address?.startsWith('data:image/jpeg;base64,')),
    ).toBe(true);
    expect(/https?:/.exec(html)?.[0]).toBeUndefined();
  });

  it('escapes whatever stands in the data', async () => {
    const evil = '</style><script>alert(1)</script><img src=x onerror=alert(2)> " & \'';
    const image: WrittenImage = {
      id: evil,
      bytes: await jpeg(),
      caption: evil,
      det: [{ label: evil, bbox: [0, 0, 1, 1] }],
      turns: [[evil, evil]],
      rounds: [
        {
          kept: [
            {
              question: evil,
              answer: evil,
              judgeReason: evil,
              format: evil,
              skills: [evil],
              objects: [evil],
              steps: [{ manipulation: evil, description: evil }],
            },
          ],
        },
        fell(evil, evil),
      ],
    };
    await writeCampaign(store, {
      campaign: 'evil',
      images: [image],
      badRecords: [{ reason: evil, message: evil, label: evil }],
    });
    const html = await pageOf('evil', { title: evil });
    expect(/<script|<img src=x/i.exec(html)?.[0]).toBeUndefined();
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(absent(html, '&lt;script>alert(1)')).toEqual([]);
  });

  it('shows photos beside their seed, kept and fallen questions, with scores, reasons and the operator', async () => {
    await writeCampaign(store, { campaign: 'shown', images: await threeImages() });
    const html = await pageOf('shown');
    expect(html.match(/<article class="card">/g)).toHaveLength(3);
    expect(html.match(/src="data:image\/jpeg;base64,/g)).toHaveLength(3);
    expect(
      absent(
        html,
        'Caption 0',
        'What stands in the field?',
        'How many houses are there?',
        'score 8',
        'Judge: It counts.',
        'Is there a house?',
      ),
    ).toEqual([]);
    expect(absent(html, 'The judge saw no improvement over its parent')).toEqual([]);
    expect(/class="operator (perceptual|cognitive|interactive)"/.test(html)).toBe(true);
    expect(absent(html, '<rect class="b0" x="10" y="20" width="40" height="55">')).toEqual([]);
  });

  it('says where a round gave nothing and what the next one evolved instead', async () => {
    await writeCampaign(store, { campaign: 'reverted', images: await threeImages() });
    const html = await pageOf('reverted');
    expect(absent(html, 'None of the image’s questions survived the round. Round 2 evolved the seed again.')).toEqual(
      [],
    );
    expect(absent(html, 'The answer could not be read (parse_error). Round 2 evolved the seed again.')).toEqual([]);
    expect(absent(html, '1 of 1 kept, from the seed')).toEqual([]);
  });

  it('says why, with examples, where no question survived', async () => {
    const images = (await threeImages()).map((image) => ({
      ...image,
      rounds: [fell('operator_rule:new_object', 'The same again?')],
    }));
    await writeCampaign(store, { campaign: 'barren', images });
    const html = await pageOf('barren');
    expect(absent(html, 'No evolved question survived (3 questions made).')).toEqual([]);
    expect(absent(html, 'no object that its parent lacks (operator_rule:new_object, 3 times)')).toEqual([]);
    expect(absent(html, '<p class="example">“The same again?”</p>')).toEqual([]);
  });

  it('goes on without a picture that is gone or broken', async () => {
    const images = await threeImages();
    await writeCampaign(store, {
      campaign: 'blind',
      images: images.map((image, index) => ({ ...image, bytes: Buffer.from(`no image ${index}`) })),
    });
    expect((await pageOf('blind')).match(/The picture cannot be shown\./g)).toHaveLength(3);
  });

  it('shows no more cards than asked for and says how many there are', async () => {
    await writeCampaign(store, { campaign: 'many', images: await threeImages() });
    const html = await pageOf('many', { cards: 2 });
    expect(html.match(/<article class="card">/g)).toHaveLength(2);
    expect(absent(html, '2 of 3 images')).toEqual([]);
    expect(absent(html, 'How many houses are there?')).toEqual([]);
  });

  it('replaces the file of an earlier report and leaves nothing beside it', async () => {
    await writeCampaign(store, { campaign: 'twice', images: await threeImages() });
    expect((await pageOf('twice')) === (await pageOf('twice'))).toBe(true);
    expect(await readdir(folder)).toEqual(['report.html']);
  });

  it('is refused for an unknown campaign', async () => {
    await expect(pageOf('nobody')).rejects.toMatchObject({ code: 'campaign_not_found', exitCode: 4 });
  });
});

describe('the figures of the report', () => {
  it('count items in and out, operators, rejects and costs', async () => {
    await writeCampaign(store, {
      campaign: 'counted',
      images: await threeImages(),
      badRecords: [{ reason: 'image_missing', message: 'gone.jpg is not there', label: 'x' }],
    });
    const summary = await reportSummary(store, 'counted');
    expect(summary).toMatchObject({
      campaign: 'counted',
      recipe: 'mmevol',
      state: 'sealed',
      revision: 1,
      launchedAt: '2026-11-23T05:00:00.000Z',
    });
    expect(summary.models).toEqual({ generator: 'test-model', judge: 'test-model' });
    expect(summary.imported).toMatchObject({ conserved: true, items: { total: 4, kept: 3, dropped: 0, failed: 1 } });
    expect(summary.rounds.map(({ items, conserved }) => [items.kept, items.dropped, items.failed, conserved])).toEqual([
      [1, 1, 1, true],
      [2, 1, 0, true],
    ]);
    expect(summary.usage).toMatchObject({ requests: 12, promptTokens: 5400 });
    expect(summary.rejects).toContainEqual({
      round: 1,
      level: 'part',
      kind: 'dropped',
      reason: 'not_improved',
      count: 1,
      examples: ['“Is there a house?”'],
    });
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  it('give keep ratio and mean score per round, and every image an operator, failed ones too', async () => {
    await writeCampaign(store, { campaign: 'ratios', images: await threeImages() });
    const { rounds } = (await reportSummary(store, 'ratios')).figures as {
      rounds: {
        round: number;
        operator: string;
        keepRatio: number | null;
        meanScore: number | null;
        images: Record<string, number>;
      }[];
    };
    expect(rounds.find(({ round, operator }) => round === 1 && operator === 'all')).toMatchObject({
      keepRatio: 0.5,
      meanScore: 4,
    });
    expect(rounds.some(({ operator }) => operator === 'unknown')).toBe(false);
  });

  it('are those of what is committed while a campaign is under way', async () => {
    await writeCampaign(store, { campaign: 'early', images: await threeImages(), unsealed: [2] });
    store.objects.delete(commitKey({ campaign: 'early', round: 2, stage: 'evolve' }, 1, 1));
    const summary = await reportSummary(store, 'early');
    expect(summary.state).toBe('unfinished');
    expect(summary.rounds[1]).toMatchObject({ sealed: false, shards: 1, items: { total: 2 } });
  });

  it('are those of the newest sealed revision after a retry', async () => {
    await writeCampaign(store, { campaign: 'again', images: (await threeImages()).slice(2) });
    const place = { campaign: 'again', round: 1, stage: 'evolve' };
    const before = await readCommit(store, place, 0, 1);
    if (!before) throw new Error('the campaign has no shard');
    await recordDecision(store, 'again', {
      v: 1,
      id: 'retry',
      kind: 'retry',
      at: '2026-11-23T06:00:00.000Z',
      revision: 2,
      round: 1,
    });
    const rejects = await writeLines(store, place, 'rejects', 0, []);
    const counts = { total: 1, kept: 1, dropped: 0, failed: 0, rows: 1 };
    const [seed] = [...store.objects].filter(([key]) => key.includes('rounds/00/import/rows/'));
    const row = { ...(JSON.parse(String(seed?.[1]).trim()) as { id: string }), id: 'again', round: 1 };
    const rows = await writeLines(store, place, 'rows', 0, [row]);
    await commitShard(store, place, { ...before, revision: 2, counts, rejects, rows });
    expect((await reportSummary(store, 'again')).rounds[0]).toMatchObject({ items: { failed: 1 } });
    await sealStage(store, place, 1, 2);
    expect(store.objects.has(manifestKey(place, 2))).toBe(true);
    const summary = await reportSummary(store, 'again');
    expect(summary.revision).toBe(2);
    expect(summary.rounds[0]).toMatchObject({ items: { kept: 1, failed: 0 } });
  });
});

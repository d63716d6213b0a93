import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { imageKey } from '../../../activities/artifacts/keys.ts';
import { writeLines } from '../../../activities/artifacts/dataset.ts';
import { sealStage } from '../../../activities/artifacts/manifest.ts';
import { commitShard } from '../../../activities/artifacts/shard-commit.ts';
import { claimIdentity } from '../../../activities/campaigns/identity.ts';
import { exportDataset } from '../../../activities/export/export-dataset.ts';
import type { ExportFormat } from '../../../activities/export/format.ts';
import { reportSummary, writeReport } from '../../../activities/report/write-report.ts';
import { recipe as mmevol } from '../../../recipes/mmevol/index.ts';
import { richnessOf } from '../../../recipes/florence2/language/richness.ts';
import { rulesParser } from '../../../recipes/florence2/language/rules-parser.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { identityFor } from '../../written-campaign.ts';
import { optionsOf, picture, pictureRowOf, region, seedRow, sourceOf, textOf } from './scenario.ts';

const caption = textOf('A <b>dog</b> on a lawn.', { source: sourceOf('template') });
const dog = region('dog', [64, 48, 320, 240], 0.9);
const lawn = region('lawn & path', [0, 240, 640, 480], null, { source: sourceOf('human') });
const sign = region('STOP', [0, 0, 64, 48], 0.8, {
  geometry: { type: 'quad', pixels: [0, 0, 64, 0, 64, 48, 0, 48] },
});
const outline = region('dog', [0, 0, 1, 1], 0.5, {
  geometry: { type: 'polygons', pixels: [[64, 48, 320, 48, 320, 240]] },
});
const phrase = {
  ...dog,
  id: 'phrase',
  class: 'text_phrase_region',
  granularity: 'brief',
  text: caption.text,
  span: [0, 12],
  phrase: caption.text.slice(0, 12),
} as const;

let store: MemoryStore;
let folder: string;

async function seal(
  stage: string,
  round: number,
  rows: readonly Row[],
  facts = {},
  rejects: readonly object[] = [],
): Promise<void> {
  const place = { campaign: 'annotated', round, stage };
  const counts = { total: rows.length, kept: rows.length, dropped: 0, failed: 0, rows: rows.length };
  const usage = { requests: 0, promptTokens: 0, completionTokens: 0, cost: 0 };
  await commitShard(store, place, {
    v: 1,
    shard: 0,
    revision: 1,
    counts,
    rows: await writeLines(store, place, 'rows', 0, rows),
    rejects: await writeLines(store, place, 'rejects', 0, rejects),
    usage,
    writer: 'test',
  });
  await sealStage(store, place, 1, 1, { facts });
}

beforeEach(async () => {
  store = memoryStore();
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-florence2-'));
  const options = { ...optionsOf() };
  await claimIdentity(store, {
    ...identityFor('annotated', 1),
    recipe: 'florence2',
    options: JSON.parse(JSON.stringify(options)),
  });
  await store.putOnce(imageKey(picture.sha256), Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg');
  const full = pictureRowOf([caption, dog, lawn, sign, outline, phrase], 'full', 'one');
  const rows = [
    {
      ...full,
      active: { brief: caption.id },
      richness: { [caption.id]: richnessOf(rulesParser().parse('A dog on a lawn.')) },
    },
    pictureRowOf([], 'bare', 'two'),
  ];
  const fallen = {
    origin: 'one',
    parent: 'one',
    round: 1,
    stage: 'filter',
    kind: 'dropped',
    reason: 'low_score',
    unit: 'annotation/x',
    detail: { text: 'cat', score: 0.3 },
    calls: [],
  };
  await seal('import', 0, [seedRow({}, 'one'), seedRow({}, 'two')]);
  await seal('annotate', 1, rows);
  await seal('filter', 1, rows, {}, [fallen]);
  await seal('merge', 1, rows);
  await seal('evaluate', 1, [], { map: 0.5, goldPictures: 2, churn: 1, coverage: 0.5 });
  await seal('settle', 1, rows, {
    accepted: true,
    reason: 'the first round',
    map: 0.5,
    goldPictures: 2,
    coverage: 0.5,
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const exported = async (format: ExportFormat, file: string): Promise<string> => {
  const out = join(folder, format);
  await exportDataset({ store, campaign: 'annotated', format, out });
  return readFile(join(out, file), 'utf8');
};
const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

const coco = z.object({
  images: z.array(z.object({ id: z.int(), file_name: z.string(), width: z.int(), height: z.int() })),
  annotations: z.array(z.looseObject({ id: z.int(), image_id: z.int() })),
  categories: z.array(z.object({ id: z.int(), name: z.string() })).optional(),
});

describe('an annotated campaign is exported', () => {
  it('as COCO detections, with boxes as left, top, width, height', async () => {
    const { images, annotations, categories } = coco.parse(JSON.parse(await exported('coco', 'coco/detections.json')));
    expect(images.map(({ id, width, height }) => [id, width, height])).toEqual([
      [1, 640, 480],
      [2, 640, 480],
    ]);
    expect(annotations).toEqual([
      expect.objectContaining({
        id: 1,
        image_id: 1,
        category_id: 1,
        bbox: [64, 48, 256, 192],
        area: 49152,
        iscrowd: 0,
        score: 0.9,
      }),
      expect.objectContaining({ id: 2, image_id: 1, category_id: 2, bbox: [0, 240, 640, 240] }),
    ]);
    expect(categories?.map(({ name }) => name)).toEqual(['dog', 'lawn & path']);
  });

  it('as COCO segmentations, lines of text as their corners, and captions', async () => {
    const { annotations, categories } = coco.parse(JSON.parse(await exported('coco', 'coco/segmentations.json')));
    expect(annotations).toEqual([
      expect.objectContaining({
        category_id: 1,
        segmentation: [[0, 0, 64, 0, 64, 48, 0, 48]],
        text: 'STOP',
        area: 3072,
      }),
      expect.objectContaining({ category_id: 2, segmentation: [[64, 48, 320, 48, 320, 240]], area: 24576 }),
    ]);
    expect(categories?.map(({ name }) => name)).toEqual(['text line', 'dog']);
    const captions = coco.parse(JSON.parse(await readFile(join(folder, 'coco', 'coco', 'captions.json'), 'utf8')));
    expect(captions.categories).toBeUndefined();
    expect(captions.annotations).toEqual([
      { id: 1, image_id: 1, caption: caption.text, level: 'brief', source: 'template/template' },
    ]);
  });

  it('in InternVL’s grounding form, thousandths of the side, pictures without a place left out', async () => {
    const [record, ...more] = lines(await exported('internvl', 'grounding.jsonl'));
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      conversations: [
        { from: 'human', value: expect.stringMatching(/^<image>\n/) },
        { from: 'gpt', value: '<ref>A <b>dog</b></ref><box>[[100, 100, 500, 500]]</box> on a lawn.' },
        { from: 'human' },
        {
          from: 'gpt',
          value:
            '<ref>dog</ref><box>[[100, 100, 500, 500]]</box>\n<ref>lawn & path</ref><box>[[0, 500, 1000, 1000]]</box>',
        },
      ],
    });
  });

  it('as a seed that mmevol reads with captions and boxes', async () => {
    const [record] = lines(await exported('mmevol-seed', 'seed.jsonl'));
    const seed = mmevol.readSeed(record, mmevol.options.parse({}));
    expect(seed).toMatchObject({
      ok: true,
      fields: {
        caption: caption.text,
        det: [
          { label: 'dog', bbox: [0.1, 0.1, 0.5, 0.5] },
          { label: 'lawn & path', bbox: [0, 0.5, 1, 1] },
        ],
        conversations: [
          { question: 'What can be seen in this picture?', answer: caption.text },
          { question: 'What does the writing in this picture say?', answer: '“STOP”' },
        ],
      },
    });
  });

  it('as its annotations, a picture a line, bare ones too', async () => {
    const records = lines(await exported('annotations', 'annotations.jsonl'));
    expect(records).toHaveLength(2);
    expect(records[0]).toMatchObject({
      sha256: picture.sha256,
      width: 640,
      annotations: [{ class: 'text' }, dog, lawn, sign, outline, {}],
    });
  });

  it('in no form that its rows do not have', async () => {
    await expect(exported('llava', 'dataset.json')).rejects.toMatchObject({
      code: 'format_unfit',
      message: expect.stringContaining('choose annotations or coco or internvl or mmevol-seed'),
    });
  });
});

describe('its report', () => {
  it('draws boxes, corners and outlines, and escapes what stands in them', async () => {
    const { path } = await writeReport({ store, campaign: 'annotated', out: join(folder, 'report.html') });
    const html = await readFile(path, 'utf8');
    const wanted = [
      '<rect class="b0" x="64" y="48" width="256" height="192">',
      '<polygon points="0 0 64 0 64 48 0 48">',
      '<polygon points="64 48 320 48 320 240">',
      'lawn &amp; path',
      '<mark>A &lt;b>dog&lt;/b></mark>',
      'low_score',
      'FLD-5B',
      'accepted',
    ];
    expect(wanted.filter((text) => !html.includes(text))).toEqual([]);
    expect(html).not.toContain('<b>dog');
  });

  it('has its figures as numbers', async () => {
    const { figures } = await reportSummary(store, 'annotated');
    expect(figures).toMatchObject({ pictures: 2, annotations: 6, rounds: [{ round: 1, evaluate: { map: 0.5 } }] });
  });
});

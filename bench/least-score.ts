import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createVision } from '../activities/vision/index.ts';
import { examplePhotos, goldFiles } from '../cli/florence-demo/write-spec.ts';
import { goldLines } from '../cli/florence-demo/gold.ts';
import { commonFolder, photosIn } from '../cli/florence-demo/photos.ts';
import { packageRoot } from '../infra/dev/package-root.ts';
import { bySpecialists } from '../recipes/florence2/annotate/by-specialists.ts';
import { identifiedOnce } from '../recipes/florence2/annotations/identify.ts';
import { averagePrecision, type FoundBox, type GoldBox } from '../recipes/florence2/evaluation/average-precision.ts';
import { siftRegions } from '../recipes/florence2/filter/sift-regions.ts';
import { overlap } from '../recipes/florence2/geometry/place.ts';
import { recipe } from '../recipes/florence2/index.ts';
import type { Box } from '../recipes/florence2/locations.ts';
import { labels } from '../recipes/florence2/seed/labels.ts';

/**
 * The detector's least score, swept over the gold: at each score precision and recall of the boxes that the filters leave (same label,
 * overlap of half, one to one, best score first), F0.5, which counts precision twice recall, and mAP.
 * `node dist/bench/least-score.js --photos DIR …`. The rule for the demo: the highest F0.5; of equal ones the highest score.
 */
const { values } = parseArgs({ options: { photos: { type: 'string', multiple: true, default: [] } } });
const scores = Array.from({ length: 13 }, (_, at) => (20 + 5 * at) / 100);

const examples = join(packageRoot(), 'examples');
const photos = [...(await examplePhotos(examples)), ...(await Promise.all(values.photos.map(photosIn))).flat()];
const root = commonFolder(photos.map(({ path }) => path));
const goldRecord = labels.extend({ image: z.string() });
const records = (await goldLines(goldFiles(examples), photos, root)).map((line) => goldRecord.parse(JSON.parse(line)));

const options = recipe.options.parse({ specialists: ['objects'] });
const vision = createVision();
const gold: GoldBox[] = [];
const proposed: ((least: number) => FoundBox[])[] = [];
for (const { image, boxes } of records) {
  const bytes = await readFile(join(root, image));
  const proposals = await vision.propose(bytes, { objects: true, text: false });
  const picture = { sha256: image, width: proposals.width, height: proposals.height };
  const { drafts } = await bySpecialists(
    picture.sha256,
    picture,
    {
      infer: () => Promise.reject(new Error('no model')),
      detect: async () => ({ ...proposals, text: [] }),
      propose: async () => proposals,
    },
    options,
  );
  const regions = identifiedOnce(drafts, picture).filter((one) => one.class === 'region_text');
  for (const { label, bbox } of boxes) gold.push({ image, label, box: inPixels(bbox, picture) });
  proposed.push((regionScore) =>
    siftRegions(regions, picture, { ...options.filters, regionScore }).kept.map(({ text, geometry, score }) => ({
      image,
      label: text,
      box: geometry.pixels as unknown as Box,
      score: score ?? 0,
    })),
  );
}
await vision.close();

process.stdout.write(
  `${records.length} pictures, ${gold.length} boxes\nscore  boxes  right  precision  recall  F0.5   mAP    mAP.50\n`,
);
for (const least of scores) {
  const found = proposed.flatMap((of) => of(least));
  const right = rightOf(found, gold);
  const [precision, recall] = [found.length === 0 ? 0 : right / found.length, right / gold.length];
  const weighed = right === 0 ? 0 : (1.25 * precision * recall) / (0.25 * precision + recall);
  const { map, map50 } = averagePrecision(found, gold);
  const figures = [precision, recall, weighed, map, map50].map((value) => value.toFixed(3));
  process.stdout.write(
    `${[least.toFixed(2), String(found.length), String(right), ...figures].map((one) => one.padEnd(7)).join('')}\n`,
  );
}

function inPixels([x0, y0, x1, y1]: Box, { width, height }: { readonly width: number; readonly height: number }): Box {
  return [x0 * width, y0 * height, x1 * width, y1 * height];
}

function rightOf(found: readonly FoundBox[], boxes: readonly GoldBox[]): number {
  const open = new Set(boxes);
  return found
    .toSorted((a, b) => b.score - a.score)
    .filter(({ image, label, box }) => {
      const match = [...open]
        .filter((one) => one.image === image && one.label === label && overlap(one.box, box) >= 0.5)
        .toSorted((a, b) => overlap(b.box, box) - overlap(a.box, box))[0];
      return match !== undefined && open.delete(match);
    }).length;
}

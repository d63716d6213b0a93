import { overlap } from '../geometry/place.ts';
import type { Box } from '../locations.ts';

export interface GoldBox {
  readonly image: string;
  readonly label: string;
  readonly box: Box;
}
export interface FoundBox extends GoldBox {
  readonly score: number;
}

/** The floats of COCOeval, which takes steps: 7 of 20 found does not reach its recall of 0.35. */
const steps = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => (at === count - 1 ? to : from + at * ((to - from) / (count - 1))));
/** Intersection over union thresholds .50, .55, … .95. */
const thresholds = steps(0.5, 0.95, 10);
/** Recalls at which precision is read. */
const recalls = steps(0, 1, 101);
/** Most detections of a label in a picture that count. */
const MOST_DETECTIONS = 100;

export interface AveragePrecision {
  /** Mean over labels of the gold and thresholds .50 to .95, 0 to 1. */
  readonly map: number;
  /** The same at .50 alone. */
  readonly map50: number;
  readonly labels: Readonly<Record<string, number>>;
}

/**
 * COCO's detection metric (pycocotools' COCOeval, bbox, all areas, 100 detections), without crowds: greedy matching by score,
 * interpolated precision at 101 recalls. Labels that the gold does not have are not judged; images it does not name must be
 * left out by the caller. Without gold boxes everything is 0.
 */
export function averagePrecision(found: readonly FoundBox[], gold: readonly GoldBox[]): AveragePrecision {
  const labels = [...new Set(gold.map(({ label }) => label))].sort();
  const byLabel = labels.map((label) => {
    const truth = gold.filter((box) => box.label === label);
    const candidates = mostPerImage(found.filter((box) => box.label === label));
    return [label, thresholds.map((least) => precisionAt(candidates, truth, least))] as const;
  });
  return {
    map: mean(byLabel.flatMap(([, values]) => values)),
    map50: mean(byLabel.map(([, values]) => values[0] ?? 0)),
    labels: Object.fromEntries(byLabel.map(([label, values]) => [label, mean(values)])),
  };
}

/** Best first; among equal scores the earlier stays first, as a stable sort gives it. */
function mostPerImage(boxes: readonly FoundBox[]): FoundBox[] {
  const counts = new Map<string, number>();
  return [...boxes]
    .sort((a, b) => b.score - a.score)
    .filter(({ image }) => {
      const count = (counts.get(image) ?? 0) + 1;
      counts.set(image, count);
      return count <= MOST_DETECTIONS;
    });
}

function precisionAt(candidates: readonly FoundBox[], truth: readonly GoldBox[], least: number): number {
  const free = new Map<string, GoldBox[]>();
  for (const box of truth) free.set(box.image, [...(free.get(box.image) ?? []), box]);
  let hits = 0;
  const curve = candidates.map((candidate, at) => {
    const open = free.get(candidate.image) ?? [];
    const best = bestMatch(candidate.box, open, least);
    if (best !== undefined) {
      hits += 1;
      open.splice(open.indexOf(best), 1);
    }
    return { recall: hits / truth.length, precision: hits / (at + 1) };
  });
  // The best precision at this recall or a higher one.
  for (let at = curve.length - 2; at >= 0; at--) {
    const [here, next] = [curve[at], curve[at + 1]];
    if (here && next) curve[at] = { recall: here.recall, precision: Math.max(here.precision, next.precision) };
  }
  return mean(recalls.map((recall) => curve.find((point) => point.recall >= recall)?.precision ?? 0));
}

/** The free gold box that overlaps most, at least `least`; of equal ones the last, as COCOeval takes it. */
function bestMatch(box: Box, open: readonly GoldBox[], least: number): GoldBox | undefined {
  let most = Math.min(least, 1 - 1e-10);
  let best: GoldBox | undefined;
  for (const candidate of open) {
    const share = overlap(box, candidate.box);
    if (share < most) continue;
    most = share;
    best = candidate;
  }
  return best;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

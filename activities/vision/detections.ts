import type { DetectedBox } from '../../recipes/services.ts';
import { overlap, rounded, tidyBox, type Box } from './box.ts';
import { COCO_LABELS } from './coco-labels.ts';

/** Below it there is hardly ever anything. */
const LEAST_PROPOSED = 0.2;

/** Below it the detector is wrong more often than right. */
const LEAST_SCORE = 0.45;

/** Two boxes of one label that overlap more (intersection over union) are one object. */
const SAME_OBJECT = 0.5;

/** Numbers of one detection: x1, y1, x2, y2 in pixels of the detector's input, score, class. */
const FIELDS = 6;

/**
 * Proposed objects of the detector's output, a list of rows of six numbers. `frame` is the
 * size of the picture within its square input, in pixels, at its left top.
 * Sorted by score, best first, then by label.
 */
export function readProposals(
  output: ArrayLike<number>,
  frame: { readonly width: number; readonly height: number },
): DetectedBox[] {
  const found: { label: string; bbox: Box; score: number }[] = [];
  for (let at = 0; at + FIELDS <= output.length; at += FIELDS) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, score = 0, category = -1] = Array.from(
      { length: FIELDS },
      (_, field) => output[at + field],
    );
    const label = COCO_LABELS[category];
    const bbox = tidyBox([x1 / frame.width, y1 / frame.height, x2 / frame.width, y2 / frame.height]);
    if (label && score >= LEAST_PROPOSED && bbox[0] < bbox[2] && bbox[1] < bbox[3])
      found.push({ label, bbox, score: rounded(score) });
  }
  return found.sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
}

/** The proposals worth taking: those that score enough, and of two boxes on one object the better. */
export function soundObjects(proposed: readonly DetectedBox[]): DetectedBox[] {
  const found = proposed.filter(({ score }) => score >= LEAST_SCORE);
  const same = (a: DetectedBox, b: DetectedBox): boolean =>
    a.label === b.label && overlap(asBox(a.bbox), asBox(b.bbox)) > SAME_OBJECT;
  return found.filter((box, at) => !found.slice(0, at).some((better) => same(better, box)));
}

function asBox([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]): Box {
  return [x1, y1, x2, y2];
}

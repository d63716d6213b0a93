import { z } from 'zod';

/** Corners [x1, y1, x2, y2], origin top left. */
export type Corners = readonly [number, number, number, number];
interface Size {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Steps of InternVL's coordinates along a side. */
const steps = 1000;
const step = (value: number, side: number): number => Math.min(steps, Math.max(0, Math.round((value / side) * steps)));

/** A box of pixels in thousandths of the image; undefined where nothing of it is left. */
export function toThousandths([x1, y1, x2, y2]: Corners, { width, height }: Size): Corners | undefined {
  const box: Corners = [step(x1, width), step(y1, height), step(x2, width), step(y2, height)];
  return box[0] < box[2] && box[1] < box[3] ? box : undefined;
}

/** A label with its boxes in pixels, as the model reads and writes them; undefined where no box is left. */
export function groundingSpan(label: string, boxes: readonly Corners[], size: Size): string | undefined {
  const steps4 = boxes.map((box) => toThousandths(box, size)).filter((box) => box !== undefined);
  if (steps4.length === 0) return undefined;
  return `<ref>${label}</ref><box>[${steps4.map((box) => `[${box.join(', ')}]`).join(', ')}]</box>`;
}

const four = z.array(z.number()).length(4);
const written = z.union([four.transform((box) => [box]), z.array(four)]);

/** Boxes in pixels of a prediction's `<box>` spans, with one or two levels of brackets; values up to 1 are shares of the side. */
export function parseGroundedBoxes(text: string, { width, height }: Size): readonly Corners[] {
  return Array.from(text.matchAll(/\[[\d\s.,[\]-]*\]/gu), ([span]) => span).flatMap((span) => {
    try {
      const boxes = written.safeParse(JSON.parse(span)).data ?? [];
      return boxes.map((box): Corners => {
        const unit = box.every((value) => value <= 1) ? 1 : steps;
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = box;
        return [(x1 / unit) * width, (y1 / unit) * height, (x2 / unit) * width, (y2 / unit) * height];
      });
    } catch {
      return [];
    }
  });
}

/** Intersection over union of two boxes; 0 where both are empty. */
export function boxOverlap(a: Corners, b: Corners): number {
  const area = ([x1, y1, x2, y2]: Corners): number => Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
  const common = area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
  const union = area(a) + area(b) - common;
  return union === 0 ? 0 : common / union;
}

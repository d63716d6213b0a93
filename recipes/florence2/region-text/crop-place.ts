import type { Box, Size } from '../locations.ts';

/** Whole pixels of a crop, left, top, right, bottom: the box widened on each side by a share of its own side, within the picture. */
export function cropPlace([x0, y0, x1, y1]: Box, { width, height }: Size, margin: number): Box {
  const [aside, above] = [(x1 - x0) * margin, (y1 - y0) * margin];
  return [
    Math.max(0, Math.floor(x0 - aside)),
    Math.max(0, Math.floor(y0 - above)),
    Math.min(width, Math.ceil(x1 + aside)),
    Math.min(height, Math.ceil(y1 + above)),
  ];
}

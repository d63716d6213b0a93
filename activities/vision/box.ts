/** [x1, y1, x2, y2], each 0..1, top-left and bottom-right. */
export type Box = readonly [number, number, number, number];

/** A box inside the picture, its corners in order, rounded to four decimals. */
export function tidyBox([x1, y1, x2, y2]: Box): Box {
  return [unit(Math.min(x1, x2)), unit(Math.min(y1, y2)), unit(Math.max(x1, x2)), unit(Math.max(y1, y2))];
}

/** Intersection over union, 0..1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (area(a) + area(b) - width * height);
}

function area([x1, y1, x2, y2]: Box): number {
  return (x2 - x1) * (y2 - y1);
}

export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** A share of a side within 0 to 1, rounded to four decimals. */
export function unit(value: number): number {
  return rounded(Math.min(1, Math.max(0, value)));
}

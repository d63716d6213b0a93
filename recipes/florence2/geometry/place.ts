import type { Geometry } from '../annotations/annotation.ts';
import type { Box, Size } from '../locations.ts';
import { ringArea } from './ring-area.ts';

/** The smallest box around a place, x0 <= x1, y0 <= y1. */
export function boundsOf(place: Geometry): Box {
  const rings = place.type === 'polygons' ? place.pixels : [place.pixels];
  const xs = rings.flatMap((ring) => ring.filter((_, at) => at % 2 === 0));
  const ys = rings.flatMap((ring) => ring.filter((_, at) => at % 2 === 1));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Area in square pixels; holes are not known of, so rings of polygons add up. */
export function areaOf(place: Geometry): number {
  if (place.type === 'polygons') return place.pixels.reduce((sum, ring) => sum + ringArea(ring), 0);
  if (place.type === 'quad') return ringArea(place.pixels);
  return boxArea(boundsOf(place));
}

export function boxArea([x0, y0, x1, y1]: Box): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

/** Intersection over union of two boxes, 0 to 1; 0 where both are empty. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (boxArea(a) + boxArea(b) - shared);
}

/** A place cut at the picture's edges. */
export function clipped(place: Geometry, { width, height }: Size): Geometry {
  const cut = (values: readonly number[]): number[] =>
    values.map((value, at) => Math.min(at % 2 === 0 ? width : height, Math.max(0, value)));
  if (place.type === 'polygons') return { type: 'polygons', pixels: place.pixels.map(cut) };
  return { type: place.type, pixels: cut(place.pixels) };
}

/** Lines a picture's height is cut into: an outline's area is exact to about a thousandth of the height. */
const LINES = 1024;

type Interval = readonly [number, number];
/** Closed outlines of one thing, x, y, x, y, …; a ring within another is a hole. */
export type Outlines = readonly (readonly number[])[];

/** Intersection over union of two outlined areas by lines across them, 0 to 1; 0 where both are empty. */
export function outlineOverlap(a: Outlines, b: Outlines): number {
  const ys = [...a, ...b].flatMap((ring) => ring.filter((_, at) => at % 2 === 1));
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  let [shared, either] = [0, 0];
  for (let line = 0; line < LINES; line++) {
    const y = top + ((line + 0.5) * (bottom - top)) / LINES;
    const [inA, inB] = [insideAt(a, y), insideAt(b, y)];
    const both = inA.reduce((sum, one) => sum + inB.reduce((part, other) => part + sharedBy(one, other), 0), 0);
    shared += both;
    either += lengthOf(inA) + lengthOf(inB) - both;
  }
  return either === 0 ? 0 : shared / either;
}

/** Where a line at this height is inside, by the even-odd rule. */
function insideAt(rings: Outlines, y: number): readonly Interval[] {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at += 2) {
      const next = at + 3 < ring.length ? at + 2 : 0;
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [ring[at], ring[at + 1], ring[next], ring[next + 1]];
      if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) * (x1 - x0)) / (y1 - y0));
    }
  }
  crossings.sort((a, b) => a - b);
  return crossings.flatMap((x, at): Interval[] => (at % 2 === 0 ? [[x, crossings[at + 1] ?? x]] : []));
}

const sharedBy = ([from, to]: Interval, [start, end]: Interval): number =>
  Math.max(0, Math.min(to, end) - Math.max(from, start));

const lengthOf = (intervals: readonly Interval[]): number => intervals.reduce((sum, [from, to]) => sum + to - from, 0);

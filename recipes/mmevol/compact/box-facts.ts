import type { LabelledBox } from '../image-record.ts';
import { objectKey } from '../skill-names.ts';
import type { Clause } from './clause.ts';

/** How far boxes may overlap along the axis in which one is said to lie beyond the other, in shares of the photo. */
const slack = 0.02;

const areaOf = ([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]) => (x2 - x1) * (y2 - y1);
const isPlural = (label: string) => /[^s]s$/i.test(label);
const verbOf = (label: string) => (isPlural(label) ? 'are' : 'is');

function named(label: string): string {
  if (isPlural(label)) return label;
  return `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label}`;
}

/** Third of the photo in which the middle of a box lies, in words that end before "of the photo". */
export function placeOf([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]): string {
  const third = (position: number) => Math.min(2, Math.floor(position * 3));
  const row = (['upper', '', 'lower'] as const)[third((y1 + y2) / 2)] ?? '';
  const column = (['left', '', 'right'] as const)[third((x1 + x2) / 2)] ?? '';
  if (row && column) return `in the ${row} ${column}`;
  if (column) return `on the ${column}`;
  return row ? `at the ${row === 'upper' ? 'top' : 'bottom'}` : 'in the middle';
}

type Placed = readonly [where: string, box: LabelledBox];

const places = (boxes: readonly LabelledBox[]) =>
  boxes.map((box): Placed => [`${placeOf(box.bbox)} of the photo`, box]);

function relation(a: readonly number[], b: readonly number[]): string | null {
  const [ax1 = 0, ay1 = 0, ax2 = 0, ay2 = 0] = a;
  const [bx1 = 0, by1 = 0, bx2 = 0, by2 = 0] = b;
  if (ax1 < bx2 && bx1 < ax2) {
    if (ay2 <= by1 + slack) return 'above';
    if (by2 <= ay1 + slack) return 'below';
  }
  if (ay1 < by2 && by1 < ay2) {
    if (ax2 <= bx1 + slack) return 'to the left of';
    if (bx2 <= ax1 + slack) return 'to the right of';
  }
  return null;
}

/** How boxes lie beside those whose label stands only once. */
function relations(boxes: readonly LabelledBox[]): Placed[] {
  const count = (label: string) => boxes.filter((box) => objectKey(box.label) === objectKey(label)).length;
  const anchors = boxes.filter(({ label }) => count(label) === 1);
  return boxes.flatMap((box) =>
    anchors.flatMap((anchor): Placed[] => {
      const how = objectKey(anchor.label) === objectKey(box.label) ? null : relation(box.bbox, anchor.bbox);
      return how ? [[`${how} the ${anchor.label}`, box]] : [];
    }),
  );
}

function clauses(placed: readonly Placed[]): Clause[] {
  const largest = new Map<string, LabelledBox>();
  for (const [where, box] of placed) {
    const known = largest.get(where);
    if (!known || areaOf(box.bbox) > areaOf(known.bbox)) largest.set(where, box);
  }
  return [...largest].map(([where, { label }]) => ({ subject: named(label), rest: `${verbOf(label)} ${where}` }));
}

/** Where in the photo boxes lie. Of several at one place the largest. */
export const placeClauses = (boxes: readonly LabelledBox[]): Clause[] => clauses(places(boxes));

/** Where in the photo boxes lie, and how they lie beside each other. Of several at one place the largest. */
export const boxClauses = (boxes: readonly LabelledBox[]): Clause[] => clauses([...places(boxes), ...relations(boxes)]);

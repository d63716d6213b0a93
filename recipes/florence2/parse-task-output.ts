import { readBoxes, readGrounding, readProposals } from './grammar/boxes.ts';
import type { Instance, Reading } from './grammar/instances.ts';
import { stripped } from './grammar/labels.ts';
import { readLabelledPolygons, readPolygons } from './grammar/polygons.ts';
import { readQuads } from './grammar/quads.ts';
import { dequantize, type Size } from './locations.ts';
import { answerForm } from './tasks/tasks.ts';

/** The typed result of a task, coordinates in pixels of the original picture. */
export type FlorenceResult =
  | string
  | { bboxes: number[][]; labels: string[] }
  | { quad_boxes: number[][]; labels: string[] }
  | { polygons: number[][][]; labels: string[] }
  | { bboxes: number[][]; bboxes_labels: string[]; polygons: number[][][]; polygons_labels: string[] };

export interface ParseOptions {
  /** Answer exactly as the reference's processor: whole pixels, box labels in ASCII, its slips. @default false */
  readonly parity?: boolean;
}

/** The answer without the markers a sequence begins, ends and is filled with. */
export function withoutFrame(text: string): string {
  return text.replaceAll('<s>', '').replaceAll('</s>', '').replaceAll('<pad>', '');
}

/** The instances of an answer in bins, as its form's grammar finds them; none for an answer that is plain text. */
export function readInstances(task: string, text: string, reading: Reading): Instance[] {
  const body = withoutFrame(text);
  switch (answerForm(task)) {
    case 'text':
      return [];
    case 'boxes':
      return readBoxes(body, reading);
    case 'proposals':
      return readProposals(body);
    case 'grounding':
      return readGrounding(body, reading);
    case 'quads':
      return readQuads(body, reading);
    case 'polygons':
      return readPolygons(body, reading);
    case 'boxes_or_polygons':
      return body.includes('<poly>') ? readLabelledPolygons(body, reading) : readBoxes(body, reading);
  }
}

/**
 * What a raw answer says, by the grammar of its task. Never throws: what does not follow the grammar is left out. Coordinates
 * are bin centres in pixels; corners stay in the order the model gave them (`readTaskOutput` checks and orders them).
 */
export function parseTaskOutput(
  task: `<${string}>`,
  text: string,
  size: Size,
  { parity = false }: ParseOptions = {},
): FlorenceResult {
  const form = answerForm(task);
  if (form === 'text') return stripped(parity ? text.replaceAll('<s>', '').replaceAll('</s>', '') : withoutFrame(text));
  const instances = readInstances(task, text, { parity });
  const pixels = (bins: readonly number[]): number[] => dequantize(bins, size, { parity });
  const labels = instances.map(({ label }) => label);
  const flat = instances.flatMap((found) => (found.kind === 'polygons' ? [] : [pixels(found.bins)]));
  const polygons = instances.flatMap((found) => (found.kind === 'polygons' ? [found.polygons.map(pixels)] : []));
  if (form === 'quads') return { quad_boxes: flat, labels };
  if (form === 'polygons') return { polygons, labels };
  if (form !== 'boxes_or_polygons') return { bboxes: flat, labels };
  return {
    bboxes: flat,
    bboxes_labels: flat.length > 0 ? labels : [],
    polygons,
    polygons_labels: polygons.length > 0 ? labels : [],
  };
}

import { counted } from '../../recipes/counted.ts';
import type { DetectedBox, Detection } from '../../recipes/services.ts';

/** Most lines of text quoted; a page of print would drown the objects. */
const MOST_LINES = 8;

/**
 * What the specialists found, in plain words and nothing else: objects by kind with number and places, text, main colours, size.
 * `Objects: 2 sheep (left, lower right), 1 dog (centre). Text: "STOP" (upper left). Colours: green, blue. Size: 1024 x 683 pixels.`
 */
export function describeScene({ width, height, objects, text }: Detection, colours: readonly string[] = []): string {
  const kinds = new Set(objects.map(({ label }) => label));
  const named = [...kinds].map((kind) =>
    kindInWords(
      kind,
      objects.filter(({ label }) => label === kind),
    ),
  );
  const quoted = text.slice(0, MOST_LINES).map((line) => `${JSON.stringify(line.text)} (${place(line.bbox)})`);
  const more = text.length > MOST_LINES ? ` and ${text.length - MOST_LINES} more lines` : '';
  return [
    `Objects: ${named.join(', ') || 'none found'}.`,
    `Text: ${quoted.length > 0 ? quoted.join(', ') + more : 'none found'}.`,
    ...(colours.length > 0 ? [`Colours: ${colours.join(', ')}.`] : []),
    `Size: ${width} x ${height} pixels.`,
  ].join(' ');
}

/** Third of the picture a box's centre lies in: `centre`, `left`, `upper right`, … */
export function place([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]): string {
  const row = third((y1 + y2) / 2, ['upper', '', 'lower']);
  const column = third((x1 + x2) / 2, ['left', '', 'right']);
  return [row, column].filter(Boolean).join(' ') || 'centre';
}

function kindInWords(kind: string, boxes: readonly DetectedBox[]): string {
  const places = new Set(boxes.map(({ bbox }) => place(bbox)));
  return `${counted(kind, boxes.length)} (${[...places].join(', ')})`;
}

function third(position: number, names: readonly [string, string, string]): string {
  return names[Math.min(2, Math.floor(position * 3))] ?? '';
}

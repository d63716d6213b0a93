import type { ImageRecord, LabelledBox } from '../image-record.ts';

/** A headed section of a prompt. */
export function section(title: string, ...lines: readonly string[]): string {
  return `## ${title}\n${lines.join('\n')}`;
}

/** One box a line, `label: [x1, y1, x2, y2]` with 3 decimals. */
export function boxLines(boxes: readonly LabelledBox[]): string[] {
  return boxes.map(({ label, bbox }) => `${label}: [${bbox.map((side) => side.toFixed(3)).join(', ')}]`);
}

/** What is known of the image besides its pixels: caption (in lower case, as the official code sends it), boxes, text read. */
export function imageSections({ caption, det, text_seen: lines = [] }: ImageRecord): string[] {
  return [
    section('Caption', caption === null ? 'none' : caption.toLowerCase()),
    section('Boxes', ...(det.length > 0 ? boxLines(det) : ['none'])),
    ...(lines.length > 0 ? [section('Text a reader found in the image', ...lines)] : []),
  ];
}

import { z } from 'zod';
import type { LabelledBox } from '../image-record.ts';
import { BadSeed } from './bad-seed.ts';

/** What any form of seed may say of its image besides the questions. */
export const surroundings = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  hash_id: z.string().nullish(),
  image: z.union([z.string(), z.array(z.string())]).nullish(),
  /** A text, several, or the official pair of turns. */
  caption: z.union([z.string(), z.array(z.union([z.string(), z.looseObject({ value: z.string() })]))]).nullish(),
  captions: z.array(z.string()).nullish(),
  det: z.array(z.unknown()).nullish(),
  boxes: z.array(z.unknown()).nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
});
export type Surroundings = z.infer<typeof surroundings>;

/** The official caption is a pair of turns, of which the second holds it; `[]` is none. */
export function captionOf({ caption, captions }: Surroundings): string | null {
  const told = caption ?? captions ?? null;
  if (told === null) return null;
  const parts = typeof told === 'string' ? [told] : told;
  const pair = parts.some((part) => typeof part !== 'string');
  const texts = (pair ? parts.slice(1, 2) : parts).map((part) => (typeof part === 'string' ? part : part.value));
  const text = texts.join(' ').trim();
  return text === '' ? null : text;
}

const box = z.looseObject({
  label: z.string().optional(),
  category: z.string().optional(),
  bbox: z.array(z.number()).length(4),
});

/** Boxes as [x1, y1, x2, y2] in 0..1. Throws `bad_box` for pixel boxes, reversed corners or a missing label. */
export function boxesOf({ det, boxes }: Surroundings): LabelledBox[] {
  return (det ?? boxes ?? []).map((raw, index) => {
    const read = box.safeParse(raw);
    const label = read.data?.label ?? read.data?.category;
    if (!read.success || !label) throw new BadSeed('bad_box', `box ${index + 1} needs a label and a bbox of 4 numbers`);
    const { bbox } = read.data;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = bbox;
    if (bbox.some((side) => side < 0 || side > 1) || x1 > x2 || y1 > y2) {
      throw new BadSeed('bad_box', `box ${index + 1} must be [x1, y1, x2, y2] in 0..1, top-left and bottom-right`);
    }
    return { label, bbox };
  });
}

/** Path of the record's one image. Text-only records are dropped: the operators need an image. */
export function imageOf({ image }: Surroundings): string {
  const [first, ...others] = typeof image === 'string' ? [image] : (image ?? []);
  if (!first) throw new BadSeed('text_only', 'the record has no image', 'dropped');
  if (others.length > 0) throw new BadSeed('several_images', 'the record has more than one image');
  return first;
}

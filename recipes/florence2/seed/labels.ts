import { z } from 'zod';
import { captionLevels } from '../annotations/annotation.ts';

const share = z.number().min(0).max(1);
/** Left, top, right, bottom, each 0 to 1 of the side. */
const bbox = z.tuple([share, share, share, share]).refine(([x1, y1, x2, y2]) => x1 < x2 && y1 < y2, {
  message: 'must be left, top, right, bottom with left < right and top < bottom',
});

/** A closed outline x, y, x, y, …, each 0 to 1 of the side, of three corners at least. */
const ring = z
  .array(share)
  .min(6)
  .refine((values) => values.length % 2 === 0, { message: 'must be pairs of x and y' });

/** What people say of a picture; the same form in the seed, in further labels and in the gold set. */
export const labels = z.object({
  captions: z.partialRecord(z.enum(captionLevels), z.string().min(1)).default({}),
  boxes: z.array(z.object({ label: z.string().min(1), bbox })).default([]),
  /** Lines of text. */
  lines: z.array(z.object({ text: z.string().min(1), bbox })).default([]),
  /** Outlines of things; a ring within another is a hole. */
  outlines: z.array(z.object({ label: z.string().min(1), polygons: z.array(ring).min(1) })).default([]),
  /** Phrases with the boxes they name; of the gold set they are what grounding is measured on. */
  phrases: z.array(z.object({ phrase: z.string().min(1), boxes: z.array(bbox).min(1) })).default([]),
});
export type Labels = Readonly<z.infer<typeof labels>>;
export type LabelBox = Readonly<z.infer<typeof bbox>>;

/** A row of the import, of any part. */
export const labelledRow = z.looseObject({
  image: z
    .object({ sha256: z.string(), mediaType: z.string(), width: z.int().min(1), height: z.int().min(1) })
    .readonly(),
  image_path: z.string(),
  source_id: z.string(),
  labels,
  /** Hash the labeller saw, where the record states one. */
  stated_sha256: z.string().nullable(),
});

import { z } from 'zod';
import { row, type Row } from '../item-program.ts';
import { sample, sampleImage } from '../internvl/samples/sample.ts';
import type { RowFields } from '../outcome.ts';

/** Something that people are to look at before the sample falls. */
export const flag = z.object({
  rule: z.string(),
  /** Form of the rule, where it has several. */
  form: z.string().exactOptional(),
  value: z.number(),
  threshold: z.number(),
  /** Which turn, counted from 0, where it is about one. */
  turn: z.int().exactOptional(),
});
export type Flag = Readonly<z.infer<typeof flag>>;

/** What a judge said of a sample. */
export const judgement = z.object({
  quality: z.object({ score: z.int(), domain: z.string(), reason: z.string() }).exactOptional(),
  repetition: z.object({ score: z.int(), kind: z.string() }).exactOptional(),
});
export type Judgement = Readonly<z.infer<typeof judgement>>;

/** A sample on its way through the stages. */
export const curatedRow = row.extend({
  ...sample.shape,
  image: sampleImage.catchall(z.json()).optional(),
  images: z.array(sampleImage.catchall(z.json())).optional(),
  /** Name of the part of the input it stands in; absent for the dataset itself. */
  part: z.string().optional(),
  /** What each rule measured, by rule and form; in stage `inspect` only. */
  measures: z.record(z.string(), z.number()).optional(),
  flags: z.array(flag).optional(),
  judged: judgement.optional(),
});
export type CuratedRow = Readonly<z.infer<typeof curatedRow>>;

/** A row's own fields, without what the runner gives every row. */
export function fieldsOf(of: Row): RowFields {
  const { id: _id, origin: _origin, parents: _parents, round: _round, calls: _calls, ...fields } = of;
  return fields as RowFields;
}

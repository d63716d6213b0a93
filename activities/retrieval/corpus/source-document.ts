import { z } from 'zod';

/** A day, also as the beginning of a time: `2026-03-01T08:00:00Z`. */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}([T ].*)?$/u, 'must begin with a day, 2026-03-01')
  .transform((time) => time.slice(0, 10))
  .pipe(z.iso.date());

/** A document as it stands in a folder, one line of JSON; Markdown and HTML files are read into the same form. */
export const sourceDocument = z.strictObject({
  /** @default the file's path and line */
  id: z.string().trim().min(1).optional(),
  title: z.string().trim().default(''),
  text: z.string().default(''),
  url: z.url().optional(),
  /** Day of publication. Without one the document is always there. */
  publishedAt: day.optional(),
  /** Path of a picture within the folder. */
  image: z.string().min(1).optional(),
  /** What the picture shows, in words. @default the title */
  caption: z.string().trim().optional(),
  /** Whom or what it shows. */
  entity: z.string().trim().min(1).optional(),
  /** The document is a copy of the benchmark itself and must not be shown as evidence. @default false */
  benchmark: z.boolean().default(false),
});
export type SourceDocument = Readonly<z.infer<typeof sourceDocument>>;

/** A document with its id, and where it stands for messages. */
export interface FoundDocument {
  readonly document: SourceDocument & { readonly id: string };
  readonly place: string;
}

import { z } from 'zod';
import { foundImage } from '../../../recipes/retrieval.ts';

/** Day of publication, `2026-03-01`. */
const day = z.iso.date();

/** A piece of a document of about 200 words: what a text search finds. */
export const passage = z.strictObject({
  /** Id of the document; `#2` and so on behind it from the second passage on. */
  docId: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string().optional(),
  publishedAt: day.optional(),
  /** The document is a copy of the benchmark itself. */
  benchmark: z.boolean().optional(),
});
export type Passage = Readonly<z.infer<typeof passage>>;

/** A picture with what is known of it: what an image search finds. */
export const picture = z.strictObject({
  docId: z.string(),
  title: z.string(),
  caption: z.string(),
  /** Whom or what it shows. */
  entity: z.string().optional(),
  image: foundImage.required({ phash: true }),
  url: z.string().optional(),
  publishedAt: day.optional(),
  benchmark: z.boolean().optional(),
});
export type Picture = Readonly<z.infer<typeof picture>>;

const shard = z.strictObject({ sha256: z.string(), bytes: z.int(), count: z.int() }).readonly();
export type CorpusShard = z.infer<typeof shard>;
const part = z.strictObject({ count: z.int(), shards: z.array(shard).readonly() }).readonly();

/** The object that seals a corpus; its sha256 is the corpus' name. The same documents give the same name. */
export const corpusManifest = z.strictObject({
  v: z.literal(1),
  documents: z.int(),
  /** Newest day of publication among them; null where none is dated. */
  date: day.nullable(),
  passages: part,
  pictures: part,
});
export type CorpusManifest = Readonly<z.infer<typeof corpusManifest>>;

import { z } from 'zod';

/** Files of an index in its folder; `index.json` is its head. */
export const indexFiles = {
  /** Each entry as it is given back, one line of JSON. */
  entries: 'entries.jsonl',
  /** Where each line ends, in bytes: 64-bit floats. */
  ends: 'ends.f64',
  /** Length of each entry in terms: 32-bit integers. */
  lengths: 'lengths.u32',
  /** Day of each entry as YYYYMMDD, 0 where it has none: 32-bit integers. */
  days: 'days.u32',
  /** All terms in order, in blocks: text, entries found, bytes of its postings. */
  terms: 'terms.bin',
  /** Postings of all terms, in the same order. */
  postings: 'postings.bin',
} as const;

export const headFile = 'index.json';

/** Terms of one block; the head names the first of each. */
export const termsInBlock = 64;

/** Raised whenever terms or files change: indexes of another version are built anew. */
export const indexVersion = 1;

export const indexHead = z.strictObject({
  version: z.literal(indexVersion),
  entries: z.int().min(0),
  blocks: z.strictObject({
    first: z.array(z.string()).readonly(),
    /** Where the block begins among the terms, and where its postings begin. */
    terms: z.array(z.int()).readonly(),
    postings: z.array(z.int()).readonly(),
  }),
  /** sha256 of each file. */
  files: z.record(z.string(), z.string()),
});
export type IndexHead = Readonly<z.infer<typeof indexHead>>;

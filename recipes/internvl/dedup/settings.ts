import { z } from 'zod';

export const dedupSettings = z.strictObject({
  /** Estimated Jaccard similarity of the texts from which two samples are one. */
  similarity: z.number().min(0.5).max(1).default(0.8),
  /** Bits in which the perceptual hashes of one picture may differ, of 64. */
  hamming: z.int().min(0).max(16).default(8),
  /** Drop samples about one picture whatever they say of it. Off: several questions about a picture are several samples. */
  imageAlone: z.boolean().default(false),
});
export type DedupSettings = Readonly<z.infer<typeof dedupSettings>>;

/** Bands and rows of the signature: P(candidate) is 0.947 at similarity 0.8, 0.613 at 0.7 (spec/combined §6). */
export const bands = 16;
export const rowsPerBand = 8;
export const permutations = bands * rowsPerBand;
/** Words, or characters of CJK text, in a shingle. */
export const shingleLength = 5;

import { z } from 'zod';
import { granularity } from './granularity.ts';

const cosines = z.tuple([z.number().min(-1).max(1), z.number().min(-1).max(1)]);

/** Options of the recipe; defaults of spec §f. */
export const options = z.strictObject({
  /** @default all five */
  granularities: z
    .array(granularity)
    .min(1)
    .default([...granularity.options]),
  /** Edits proposed for each caption; the first that holds is kept. @default 2 */
  edits: z.int().min(0).max(5).default(2),
  /** Cosine of an edit to its caption: near, but no paraphrase. */
  editCosine: cosines.default([0.8, 0.98]),
  /** Asks the embedder for vectors of pictures; without them no images are mined and recall is not told. @default true */
  imageVectors: z.boolean().default(true),
  /** Nearest neighbours looked at, of each picture and each caption. */
  neighbours: z.int().min(1).max(500).default(50),
  /** Cosine of a mined negative. */
  minedCosine: cosines.default([0.6, 0.95]),
  /** Pictures whose perceptual hashes differ in at most so many of 64 bits show the same. */
  hamming: z.int().min(0).max(32).default(8),
  /** Mined negatives of each kind kept at most; twice as many are verified. @default 3 */
  mined: z.int().min(0).max(20).default(3),
  /** Times the verifier is asked whether a caption is true of a picture, and how often it has to say no. */
  votes: z.int().min(1).max(9).default(3),
  needed: z.int().min(1).max(9).default(2),
  /** Pictures among which recall is measured. @default 1000 */
  recallGallery: z.int().min(0).max(20_000).default(1000),
});
export type ContrastiveOptions = z.infer<typeof options>;

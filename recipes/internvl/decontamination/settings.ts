import { z } from 'zod';

export const decontaminationSettings = z.strictObject({
  /** Words in a run that a sample may not share with a benchmark item; twice as many characters where words are not set apart. */
  words: z.int().min(2).default(13),
  /** The same where either has fewer words than that. */
  fewWords: z.int().min(2).default(8),
  /** Bits in which the perceptual hashes of one picture may differ, of 64. */
  hamming: z.int().min(0).max(16).default(6),
});
export type DecontaminationSettings = Readonly<z.infer<typeof decontaminationSettings>>;

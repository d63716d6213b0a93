import { z } from 'zod';

/** One question about a picture with the answer that the accepted annotations give. */
export const trainingRecord = z.object({
  image: z.object({ sha256: z.string(), mediaType: z.string() }).readonly(),
  /** `<OD>`, or `chat` for the prompt of a chat model. */
  task: z.string(),
  prompt: z.string(),
  answer: z.string(),
  /** At least half of the annotations it is made of are people's or of round 1, before any model was trained. */
  original: z.boolean(),
});
export type TrainingRecord = Readonly<z.infer<typeof trainingRecord>>;

import { z } from 'zod';

/** One question about a picture with the answer that the accepted annotations give. */
export const trainingRecord = z.object({
  image: z.object({ sha256: z.string(), mediaType: z.string() }).readonly(),
  /** `<OD>`, or `chat` for the prompt of a chat model. */
  task: z.string(),
  prompt: z.string(),
  answer: z.string(),
});
export type TrainingRecord = Readonly<z.infer<typeof trainingRecord>>;

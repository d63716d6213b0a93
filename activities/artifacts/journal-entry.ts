import { z } from 'zod';

/** One answer paid for, as it stands in a journal segment: one line of JSON. */
export const journalEntry = z
  .strictObject({
    key: z.string(),
    /** sha256 of the canonical request. */
    request: z.string(),
    item: z.string(),
    call: z.string(),
    sample: z.int().min(0),
    ask: z.int().min(0),
    model: z.string(),
    /** The raw answer, as the endpoint gave it. */
    answer: z.string(),
    finishReason: z.string(),
    /** Mean log probability of the answer's tokens, where the endpoint gave them. */
    meanLogProb: z.number().exactOptional(),
    /** Text and log probability of each token of a short answer, where the endpoint gave them. */
    tokens: z
      .array(z.tuple([z.string(), z.number()]).readonly())
      .readonly()
      .exactOptional(),
    promptTokens: z.int().min(0),
    completionTokens: z.int().min(0),
    latencyMs: z.number().min(0),
    attempts: z.int().min(1),
    /** In the campaign's currency; 0 without a price. */
    cost: z.number().min(0),
    at: z.string(),
    worker: z.string(),
    run: z.string(),
    /** Activity within the run. */
    activity: z.string(),
    activityAttempt: z.int().min(1),
  })
  .readonly();
export type JournalEntry = z.infer<typeof journalEntry>;

import { z } from 'zod';

/** Hard stop of a campaign over all its runs: asked before each request, overshot by no more than what is in flight. */
export const budget = z.strictObject({
  /** Answers bought. */
  requests: z.int().min(1).exactOptional(),
  /** Prompt and completion tokens together. */
  tokens: z.int().min(1).exactOptional(),
  /** By the prices in `models.<role>.price` and `searchPrice`, in their currency. */
  cost: z.number().positive().exactOptional(),
  /** Date and time with zone after which nothing is asked. */
  until: z.iso.datetime({ offset: true }).exactOptional(),
});
export type Budget = z.infer<typeof budget>;

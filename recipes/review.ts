import { z } from 'zod';

/** What a person says of one flagged row: a line of a review file. */
export const reviewVerdict = z.strictObject({
  /** Id of the flagged row. */
  row: z.string().min(1),
  verdict: z.enum(['keep', 'drop']),
  /** Who says so. */
  by: z.string().optional(),
  note: z.string().optional(),
});
export type ReviewVerdict = Readonly<z.infer<typeof reviewVerdict>>;

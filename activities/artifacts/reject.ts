import { z } from 'zod';

/** One line of a shard's rejects: an item that was dropped or failed, or a part of an item that fell (`unit`). */
export const reject = z
  .strictObject({
    /** Id of the imported row. */
    origin: z.string(),
    /** Id of the row that was the input. */
    parent: z.string(),
    round: z.int().min(0),
    stage: z.string(),
    /** Part of the item, `qa/0`; absent for the item itself. */
    unit: z.string().optional(),
    kind: z.enum(['dropped', 'failed']),
    reason: z.string(),
    detail: z.record(z.string(), z.json()).optional(),
    calls: z.array(z.strictObject({ key: z.string(), answer: z.string() })).readonly(),
  })
  .readonly();
export type Reject = z.infer<typeof reject>;

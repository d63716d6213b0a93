import { z } from 'zod';
import { row } from '../../item-program.ts';

/** A right rationale as `generate` and `rationalize` keep it, as far as the training set depends on it. */
export const rationaleRecord = row.extend({
  source: z.enum(['generated', 'rationalized']),
  completion: z.string(),
  visual_independent: z.boolean().optional(),
  perception_right: z.boolean().optional(),
  working_right: z.boolean().optional(),
});
export type RationaleRecord = Readonly<z.infer<typeof rationaleRecord>>;

import { z } from 'zod';

/** How often an answer moves: within about a year, over several years, never (the convention of FreshQA). */
export const updateFrequency = z.enum(['fast', 'slow', 'never']);
export type UpdateFrequency = z.infer<typeof updateFrequency>;

/** The nine domains of the paper. */
export const domain = z.enum([
  'Sports & Recreation',
  'Companies & Products',
  'Science & Technology',
  'Languages & Cultures',
  'History',
  'Daily',
  'Geography',
  'Transportation',
  'Miscellaneous',
]);

export const labels = z.object({
  updateFrequency,
  /** Tool calls that cannot be merged; recognising what the picture shows counts as one. The paper leaves it undefined. */
  hops: z.int().min(1),
  /** Whether the fact sought is itself visual, so that text search alone cannot give it. */
  visualNeeded: z.boolean(),
  domain,
});
export type Labels = Readonly<z.infer<typeof labels>>;

/** Labels as far as they are known. */
export type SomeLabels = { readonly [Label in keyof Labels]?: Labels[Label] | undefined };

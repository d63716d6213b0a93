import { z } from 'zod';

/** Language of a question or query; a flag of the run, never detected. */
export const language = z.enum(['en', 'zh']);
export type Language = z.infer<typeof language>;

import { z } from 'zod';

/** A page among Google's results, as services pass it on, as a hit. */
export const googlePage = z
  .object({
    title: z.string(),
    link: z.string(),
    snippet: z.string().default(''),
    date: z.string().optional(),
  })
  .transform(({ title, link, snippet, date }) => ({ title, snippet, url: link, date }));

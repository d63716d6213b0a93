import { z } from 'zod';
import { googleLocale, googleUntil } from './google-locale.ts';
import { googlePage } from './google-page.ts';
import type { LiveService } from './provider.ts';

const picture = z
  .object({
    title: z.string(),
    link: z.string().optional(),
    original: z.string().optional(),
    image: z.string().optional(),
    thumbnail: z.string().optional(),
  })
  .transform(({ title, link, original, image, thumbnail }) => ({
    title,
    snippet: title,
    url: link,
    images: [original, image, thumbnail].filter((url) => url !== undefined),
  }));
/** An answer without results holds none of the lists, and an `error` that says so. */
const answers = {
  search_text: z.object({ organic_results: z.array(googlePage).default([]) }).transform((all) => all.organic_results),
  search_images: z.object({ images_results: z.array(picture).default([]) }).transform((all) => all.images_results),
  search_by_image: z.object({ visual_matches: z.array(picture).default([]) }).transform((all) => all.visual_matches),
};
const engines = { search_text: 'google', search_images: 'google_images', search_by_image: 'google_lens' };

/** SerpApi: Google's pages, images and Lens. */
export const serpapi: LiveService = {
  baseUrl: 'https://serpapi.com',
  apiKeyEnv: 'SERPAPI_API_KEY',
  byImage: true,
  datesOf: ['search_text', 'search_images'],
  request: (query, key) => ({
    method: 'GET',
    path: '/search.json',
    parameters: {
      engine: engines[query.tool],
      ...googleLocale(query.language),
      ...(query.tool === 'search_by_image'
        ? { url: query.imageUrl }
        : { q: query.query, num: String(query.topK), ...googleUntil(query.until) }),
      api_key: key,
    },
  }),
  read: (tool, answer) => answers[tool].parse(answer),
};

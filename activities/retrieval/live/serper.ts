import { z } from 'zod';
import { googleLocale, googleUntil } from './google-locale.ts';
import { googlePage } from './google-page.ts';
import type { LiveService } from './provider.ts';

const picture = z
  .object({
    title: z.string(),
    link: z.string(),
    imageUrl: z.string().optional(),
    thumbnailUrl: z.string().optional(),
  })
  .transform(({ title, link, imageUrl, thumbnailUrl }) => ({
    title,
    snippet: title,
    url: link,
    images: [imageUrl, thumbnailUrl].filter((url) => url !== undefined),
  }));
const answers = {
  search_text: z.object({ organic: z.array(googlePage).default([]) }).transform(({ organic }) => organic),
  search_images: z.object({ images: z.array(picture).default([]) }).transform(({ images }) => images),
  search_by_image: z.object({ organic: z.array(picture).default([]) }).transform(({ organic }) => organic),
};
const paths = { search_text: '/search', search_images: '/images', search_by_image: '/lens' };

/** Serper.dev: Google's pages, images and Lens. */
export const serper: LiveService = {
  baseUrl: 'https://google.serper.dev',
  apiKeyEnv: 'SERPER_API_KEY',
  byImage: true,
  datesOf: ['search_text', 'search_images'],
  request: (query, key) => ({
    method: 'POST',
    path: paths[query.tool],
    headers: { 'x-api-key': key },
    body: {
      ...googleLocale(query.language),
      ...(query.tool === 'search_by_image'
        ? { url: query.imageUrl }
        : { q: query.query, num: query.topK, ...googleUntil(query.until) }),
    },
  }),
  read: (tool, answer) => answers[tool].parse(answer),
};

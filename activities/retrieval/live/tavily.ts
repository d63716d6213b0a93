import { z } from 'zod';
import type { LiveService } from './provider.ts';

const page = z.object({
  title: z.string(),
  url: z.string(),
  content: z.string().default(''),
  published_date: z.string().nullish(),
});
/** With descriptions asked for, a picture is an object; without, its address. */
const picture = z.union([
  z.string().transform((url) => ({ url, description: '' })),
  z.object({ url: z.string(), description: z.string().nullish() }),
]);
const pages = z.object({ results: z.array(page).default([]) });
const pictures = z.object({ images: z.array(picture).default([]) });

/** Results a request may ask for. */
const most = 20;

/** Tavily. Pictures come beside the pages of a search; they have no page and no day. */
export const tavily: LiveService = {
  baseUrl: 'https://api.tavily.com',
  apiKeyEnv: 'TAVILY_API_KEY',
  byImage: false,
  datesOf: ['search_text'],
  request(query, key) {
    if (query.tool === 'search_by_image') throw new TypeError('Tavily has no search by image');
    const images = query.tool === 'search_images';
    return {
      method: 'POST',
      path: '/search',
      headers: { authorization: `Bearer ${key}` },
      body: {
        query: query.query,
        max_results: Math.min(query.topK, most),
        ...(images ? { include_images: true, include_image_descriptions: true } : {}),
        ...(query.until === undefined ? {} : { end_date: query.until }),
      },
    };
  },
  read(tool, answer) {
    if (tool === 'search_text')
      return pages.parse(answer).results.map(({ title, url, content, published_date: date }) => ({
        title,
        snippet: content,
        url,
        date: date ?? undefined,
      }));
    return pictures.parse(answer).images.map(({ url, description }) => ({
      title: description ?? '',
      snippet: description ?? '',
      images: [url],
    }));
  },
};

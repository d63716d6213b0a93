import { z } from 'zod';
import type { LiveService } from './provider.ts';

const page = z.object({
  title: z.string(),
  url: z.string(),
  description: z.string().default(''),
  /** ISO time; `age` beside it is for people. */
  page_age: z.string().optional(),
});
const picture = z.object({
  title: z.string().default(''),
  url: z.string().optional(),
  properties: z.object({ url: z.string().optional() }).optional(),
  thumbnail: z.object({ src: z.string().optional() }).optional(),
});
const pages = z.object({ web: z.object({ results: z.array(page) }).default({ results: [] }) });
const pictures = z.object({ results: z.array(picture).default([]) });

const locales = { en: { search_lang: 'en', country: 'US' }, zh: { search_lang: 'zh-hans', country: 'CN' } };
/** Results a request may ask for. */
const most = { search_text: 20, search_images: 50, search_by_image: 0 };

/** Brave Search. Its ranges of days begin somewhere: 1990 stands for always. */
export const brave: LiveService = {
  baseUrl: 'https://api.search.brave.com',
  apiKeyEnv: 'BRAVE_API_KEY',
  byImage: false,
  datesOf: ['search_text'],
  request(query, key) {
    if (query.tool === 'search_by_image') throw new TypeError('Brave Search has no search by image');
    const text = query.tool === 'search_text';
    return {
      method: 'GET',
      path: text ? '/res/v1/web/search' : '/res/v1/images/search',
      headers: { 'x-subscription-token': key },
      parameters: {
        q: query.query,
        count: String(Math.min(query.topK, most[query.tool])),
        ...locales[query.language],
        ...(text ? { text_decorations: 'false' } : {}),
        ...(text && query.until !== undefined ? { freshness: `1990-01-01to${query.until}` } : {}),
      },
    };
  },
  read(tool, answer) {
    if (tool === 'search_text')
      return pages
        .parse(answer)
        .web.results.map(({ title, url, description, page_age: date }) => ({ title, snippet: description, url, date }));
    return pictures.parse(answer).results.map(({ title, url, properties, thumbnail }) => ({
      title,
      snippet: title,
      url,
      images: [properties?.url, thumbnail?.src].filter((one) => one !== undefined),
    }));
  },
};

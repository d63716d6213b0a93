import { z } from 'zod';
import type { LiveService } from './provider.ts';

const result = z.object({
  title: z.string().default(''),
  url: z.string(),
  content: z.string().nullish(),
  publishedDate: z.string().nullish(),
  img_src: z.string().nullish(),
  thumbnail_src: z.string().nullish(),
});
const answer = z.object({ results: z.array(result).default([]) });

/** Addresses without a scheme, as some engines behind it give them. */
const whole = (url: string): string => (url.startsWith('//') ? `https:${url}` : url);

/** SearXNG of one's own; its settings must allow the format `json`. It has no range of days. */
export const searxng: LiveService = {
  byImage: false,
  datesOf: [],
  request(query) {
    if (query.tool === 'search_by_image') throw new TypeError('SearXNG has no search by image');
    return {
      method: 'GET',
      path: '/search',
      parameters: {
        q: query.query,
        format: 'json',
        language: query.language === 'zh' ? 'zh-CN' : 'en',
        categories: query.tool === 'search_text' ? 'general' : 'images',
      },
    };
  },
  read(tool, given) {
    return answer
      .parse(given)
      .results.map(({ title, url, content, publishedDate, img_src: full, thumbnail_src: small }) => ({
        title,
        snippet: content || title,
        url,
        date: publishedDate ?? undefined,
        ...(tool === 'search_text'
          ? {}
          : { images: [full, small].filter((one) => one != null && one !== '').map((one) => whole(one as string)) }),
      }));
  },
};

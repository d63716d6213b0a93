import { describe, expect, it } from '@jest/globals';
import { ZodError } from 'zod';
import { requestUrl, type LiveProvider, type LiveQuery } from '../../../activities/retrieval/live/provider.ts';
import { publishedDay } from '../../../activities/retrieval/live/published-day.ts';
import { liveServices } from '../../../activities/retrieval/live/services.ts';
import { recorded } from './recorded-answers.ts';

const providers = Object.keys(liveServices) as LiveProvider[];
const text: LiveQuery = {
  tool: 'search_text',
  query: 'eiffel tower & height',
  language: 'en',
  topK: 5,
  until: undefined,
};
const images: LiveQuery = { ...text, tool: 'search_images' };
const byImage: LiveQuery = {
  tool: 'search_by_image',
  imageUrl: 'https://store.example/i?sig=1',
  language: 'zh',
  topK: 5,
  until: undefined,
};

describe('requests to search services', () => {
  it('of text, images and by image at Serper', () => {
    const { request } = liveServices.serper;
    expect(request({ ...text, until: '2026-03-01' }, 'KEY')).toEqual({
      method: 'POST',
      path: '/search',
      headers: { 'x-api-key': 'KEY' },
      body: { gl: 'us', hl: 'en', q: 'eiffel tower & height', num: 5, tbs: 'cdr:1,cd_max:3/1/2026' },
    });
    expect(request(images, 'KEY')).toMatchObject({ path: '/images', body: { q: 'eiffel tower & height' } });
    expect(request(byImage, 'KEY')).toMatchObject({
      path: '/lens',
      body: { url: 'https://store.example/i?sig=1', gl: 'cn', hl: 'zh-cn' },
    });
  });

  it('of text, images and by image at SerpApi', () => {
    const { request } = liveServices.serpapi;
    const url = requestUrl('https://serpapi.com', request({ ...text, until: '2025-12-24' }, 'KEY'));
    expect(`${url.origin}${url.pathname}`).toBe('https://serpapi.com/search.json');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      engine: 'google',
      gl: 'us',
      hl: 'en',
      q: 'eiffel tower & height',
      num: '5',
      tbs: 'cdr:1,cd_max:12/24/2025',
      api_key: 'KEY',
    });
    expect(request(images, 'KEY').parameters).toMatchObject({ engine: 'google_images' });
    expect(request(byImage, 'KEY').parameters).toMatchObject({
      engine: 'google_lens',
      url: 'https://store.example/i?sig=1',
      hl: 'zh-cn',
    });
  });

  it('of text and images at Brave', () => {
    const { request } = liveServices.brave;
    expect(request({ ...text, until: '2026-03-01' }, 'KEY')).toEqual({
      method: 'GET',
      path: '/res/v1/web/search',
      headers: { 'x-subscription-token': 'KEY' },
      parameters: {
        q: 'eiffel tower & height',
        count: '5',
        search_lang: 'en',
        country: 'US',
        text_decorations: 'false',
        freshness: '1990-01-01to2026-03-01',
      },
    });
    expect(request({ ...text, topK: 50 }, 'KEY').parameters).toMatchObject({ count: '20' });
    expect(request({ ...images, language: 'zh' }, 'KEY')).toMatchObject({
      path: '/res/v1/images/search',
      parameters: { search_lang: 'zh-hans', country: 'CN' },
    });
  });

  it('of text and images at Tavily', () => {
    const { request } = liveServices.tavily;
    expect(request({ ...text, until: '2026-03-01' }, 'KEY')).toEqual({
      method: 'POST',
      path: '/search',
      headers: { authorization: 'Bearer KEY' },
      body: { query: 'eiffel tower & height', max_results: 5, end_date: '2026-03-01' },
    });
    expect(request(images, 'KEY').body).toMatchObject({ include_images: true, include_image_descriptions: true });
  });

  it('of text and images at a SearXNG below a path', () => {
    const { request } = liveServices.searxng;
    const url = requestUrl('http://search.lan/searxng/', request({ ...images, language: 'zh' }, ''));
    expect(url.pathname).toBe('/searxng/search');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      q: 'eiffel tower & height',
      format: 'json',
      language: 'zh-CN',
      categories: 'images',
    });
  });
});

describe('answers of search services', () => {
  it.each(providers)('%s gives pages with title, snippet, address and date', (provider) => {
    const hits = liveServices[provider].read('search_text', recorded[provider].search_text);
    expect(hits.map((hit) => ({ ...hit, date: publishedDay(hit.date) }))).toEqual([
      {
        title: 'Eiffel Tower',
        snippet: 'The tower is 330 m tall.',
        url: 'https://a.example/tower',
        date: '2025-03-04',
      },
      { title: 'Paris', snippet: expect.any(String), url: 'https://b.example/paris', date: undefined },
    ]);
  });

  it.each(providers)('%s gives pictures with their addresses, the original first', (provider) => {
    const [first] = liveServices[provider].read('search_images', recorded[provider].search_images);
    expect(first).toMatchObject({ title: 'The tower at night' });
    expect(first?.images?.[0]).toBe('https://img.example/tower.jpg');
  });

  it.each(['serper', 'serpapi'] as const)('%s gives what a picture shows', (provider) => {
    const [first] = liveServices[provider].read('search_by_image', recorded[provider].search_by_image);
    expect(first).toMatchObject({ title: 'Eiffel Tower - Wiki', url: 'https://wiki.example/tower' });
    expect(first?.images).toContain('https://img.example/thumb.jpg');
  });

  it.each(providers)('%s may find nothing', (provider) => {
    for (const tool of ['search_text', 'search_images'] as const)
      expect(liveServices[provider].read(tool, recorded[provider].nothing)).toEqual([]);
  });

  it.each(providers)('%s answering in another form is refused', (provider) => {
    expect(() => liveServices[provider].read('search_text', 'an error page')).toThrow(ZodError);
  });
});

describe('dates as services write them', () => {
  it.each([
    ['2025-03-04', '2025-03-04'],
    ['2025-03-04T23:30:00+00:00', '2025-03-04'],
    ['2025-03-04 10:00:00', '2025-03-04'],
    ['Mar 4, 2025', '2025-03-04'],
    ['March 4, 2025', '2025-03-04'],
    ['2 days ago', undefined],
    ['2025-13-40', undefined],
    ['20250304', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (date, day) => {
    expect(publishedDay(date)).toBe(day);
  });
});

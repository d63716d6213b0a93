import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sharp from 'sharp';
import { createWebFetcher } from '../../../activities/retrieval/fetch/fetch-web.ts';
import { liveRetriever } from '../../../activities/retrieval/live/live-retriever.ts';
import { retrieval, type RetrievalQuery, type RetrievalSettings } from '../../../recipes/retrieval.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { memoryStore } from '../../memory-store.ts';
import { recorded } from './recorded-answers.ts';
import { withServer } from './web-server.ts';

type Settings = Extract<RetrievalSettings, { provider: 'serper' | 'brave' | 'tavily' | 'searxng' | 'serpapi' }>;

const query: RetrievalQuery = { tool: 'search_text', query: 'eiffel tower', language: 'en', topK: 5 };
const json = (response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

/** A retriever whose service is the scripted server. */
function openFor(settings: Omit<Settings, 'baseUrl'>, port: number, given: { reachable?: boolean; key?: string } = {}) {
  const store = memoryStore();
  const retriever = liveRetriever({ ...settings, baseUrl: `http://127.0.0.1:${port}` } as Settings, {
    store,
    fetcher: createWebFetcher({ alsoAllow: (address) => address === '127.0.0.1' }),
    now: () => new Date('2026-03-01T12:00:00Z'),
    environment: { SEARCH_KEY: given.key ?? 'secret-key' },
    reachable: async () => given.reachable ?? true,
  });
  const ask = (asked: RetrievalQuery = query, signal = new AbortController().signal) => retriever.search(asked, signal);
  return { store, retriever, ask };
}
const serper = { provider: 'serper', apiKeyEnv: 'SEARCH_KEY' } as const;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

describe('a live retriever', () => {
  it("gives the service's hits, with its raw answer in the store", async () => {
    let sent = '';
    await withServer(
      async (request, response) => {
        sent = `${request.headers['x-api-key']} ${await bodyOf(request)}`;
        json(response, recorded.serper.search_text);
      },
      async ({ port, asked }) => {
        const { ask, store } = openFor(serper, port);
        const found = retrieval.parse(await ask());
        expect(found).toMatchObject({
          degraded: false,
          snapshot: '2026-03-01T12:00:00.000Z',
          hits: [
            {
              docId: 'https://a.example/tower',
              rank: 1,
              title: 'Eiffel Tower',
              snippet: 'The tower is 330 m tall.',
              url: 'https://a.example/tower',
              publishedAt: '2025-03-04',
              source: 'live',
            },
            { docId: 'https://b.example/paris', rank: 2 },
          ],
        });
        const raw = JSON.stringify(recorded.serper.search_text);
        expect(found.raw).toBe(sha256(raw));
        expect(store.objects.get(`web/searches/${found.raw}.json`)?.toString()).toBe(raw);
        expect(asked).toEqual(['/search']);
        expect(sent).toBe('secret-key {"gl":"us","hl":"en","q":"eiffel tower","num":5}');
      },
    );
  });

  it('leaves out what is dated after the day, and says where the service could not', async () => {
    await withServer(
      (_, response) => json(response, recorded.searxng.search_text),
      async ({ port }) => {
        const { ask } = openFor({ provider: 'searxng', asOf: '2025-03-03' }, port);
        const { hits, degraded } = await ask();
        expect(hits.map(({ docId }) => docId)).toEqual(['https://b.example/paris']);
        expect(degraded).toBe(true);
        const later = openFor({ provider: 'searxng' }, port);
        expect(await later.ask({ ...query, asOf: '2025-03-04' })).toMatchObject({ degraded: true, hits: [{}, {}] });
        expect(await later.ask()).toMatchObject({ degraded: false });
      },
    );
  });

  it('fetches the pictures it finds into the store, by the thumbnail where the original cannot be had', async () => {
    const picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'blue' } })
      .png()
      .toBuffer();
    await withServer(
      ({ url = '', headers }, response) => {
        const at = `http://${headers.host}`;
        if (url === '/images')
          json(response, {
            images: [
              {
                title: 'both',
                link: 'https://a.example/1',
                imageUrl: `${at}/good.png`,
                thumbnailUrl: `${at}/gone.png`,
              },
              {
                title: 'small',
                link: 'https://a.example/2',
                imageUrl: `${at}/gone.png`,
                thumbnailUrl: `${at}/good.png`,
              },
              { title: 'none', link: 'https://a.example/3', imageUrl: `${at}/page.html` },
              { title: 'inside', link: 'https://a.example/4', imageUrl: 'http://169.254.169.254/x.png' },
              { title: 'torn', link: 'https://a.example/5', imageUrl: `${at}/torn.png` },
              { title: 'last', link: 'https://a.example/6', imageUrl: `${at}/good.png` },
            ],
          });
        else if (url === '/good.png') response.end(picture);
        else if (url === '/torn.png') response.end(picture.subarray(0, 60));
        else if (url === '/page.html') response.end('<html>no picture');
        else response.writeHead(404).end();
      },
      async ({ port }) => {
        const { ask, store } = openFor(serper, port);
        const { hits } = await ask({ tool: 'search_images', query: 'x', language: 'en', topK: 6 });
        expect(hits.map(({ title, rank }) => [title, rank])).toEqual([
          ['both', 1],
          ['small', 2],
          ['last', 3],
        ]);
        expect(hits[0]?.image).toEqual({
          sha256: sha256(picture),
          width: 30,
          height: 20,
          phash: expect.stringMatching(/^[0-9a-f]{16}$/u),
        });
        expect(store.objects.get(`images/${sha256(picture)}`)?.equals(picture)).toBe(true);
        expect([...store.objects.keys()].some((key) => key.startsWith('web/snapshots/'))).toBe(true);
      },
    );
  });

  it('reads as many pages as it is told, for the passage that answers best and for their day', async () => {
    const filler = 'Nothing of use stands in this sentence of ten words. '.repeat(30);
    const page = (text: string, day: string) =>
      `<!doctype html><meta name="date" content="${day}"><article><p>${filler}</p><p>${text}</p></article>`;
    await withServer(
      ({ url = '', headers }, response) => {
        const at = `http://${headers.host}`;
        const hit = (name: string) => ({ title: name, link: `${at}/${name}`, snippet: `snippet of ${name}` });
        if (url === '/search') json(response, { organic: ['read', 'new', 'gone', 'unread'].map(hit) });
        else if (url === '/read') response.end(page('The eiffel tower is 330 m tall.', '2025-01-02'));
        else if (url === '/new') response.end(page('The eiffel tower is taller now.', '2026-01-01'));
        else response.writeHead(404).end();
      },
      async ({ port, asked }) => {
        const { ask, store } = openFor({ ...serper, pages: 3 }, port);
        const { hits } = await ask({ ...query, asOf: '2025-12-31' });
        expect(hits.map(({ title, rank }) => [title, rank])).toEqual([
          ['read', 1],
          ['gone', 2],
          ['unread', 3],
        ]);
        expect(hits[0]).toMatchObject({
          publishedAt: '2025-01-02',
          snippet: expect.stringContaining('The eiffel tower is 330 m tall.'),
        });
        expect(hits[0]!.snippet.split(' ').length).toBeLessThan(220);
        expect(hits[1]?.snippet).toBe('snippet of gone');
        expect(asked.toSorted()).toEqual(['/gone', '/new', '/read', '/search']);
        expect([...store.objects.keys()].filter((key) => key.startsWith('web/bodies/'))).toHaveLength(2);
      },
    );
  });

  it('shows the service the picture by an address of the store', async () => {
    let sent = '';
    await withServer(
      async (request, response) => {
        sent = await bodyOf(request);
        json(response, { organic: [] });
      },
      async ({ port, asked }) => {
        const { ask } = openFor(serper, port);
        const found = await ask({ tool: 'search_by_image', image: 'a'.repeat(64), language: 'zh', topK: 3 });
        expect(found).toMatchObject({ hits: [], degraded: false });
        expect(asked).toEqual(['/lens']);
        expect(JSON.parse(sent)).toMatchObject({ url: `https://memory.invalid/images/${'a'.repeat(64)}` });
      },
    );
  });

  it.each([
    ['the service has no such search', { provider: 'brave', apiKeyEnv: 'SEARCH_KEY' } as const, true],
    ['it cannot reach the store', serper, false],
  ])('finds nothing by image and is degraded where %s', async (_, settings, reachable) => {
    await withServer(
      (__, response) => json(response, {}),
      async ({ port, asked }) => {
        const { ask } = openFor(settings, port, { reachable });
        const found = await ask({ tool: 'search_by_image', image: 'a'.repeat(64), language: 'en', topK: 3 });
        expect(found).toEqual({ hits: [], degraded: true, snapshot: '2026-03-01T12:00:00.000Z' });
        expect(asked).toEqual([]);
      },
    );
  });

  it.each([
    [429, { 'retry-after': '0' }],
    [503, {}],
    [502, {}],
    [500, {}],
    [408, {}],
  ])('asks again after %d', async (status, headers) => {
    await withServer(
      (() => {
        let calls = 0;
        return (_: IncomingMessage, response: ServerResponse) =>
          calls++ === 0
            ? json(response, {}, status, headers as Record<string, string>)
            : json(response, recorded.serper.search_text);
      })(),
      async ({ port, asked }) => {
        const { ask, retriever } = openFor(serper, port);
        expect((await ask()).hits).toHaveLength(2);
        expect(asked).toHaveLength(2);
        expect(retriever.waitingFor()).toBeUndefined();
      },
    );
  });

  it('waits no shorter than Retry-After says, and tells what for, without the key', async () => {
    await withServer(
      (_, response) => json(response, { message: 'slow down, secret-key' }, 429, { 'retry-after': '3600' }),
      async ({ port }) => {
        const { ask, retriever } = openFor(serper, port);
        const abort = new AbortController();
        const waiting = ask(query, abort.signal);
        const settled = waiting.catch((error: unknown) => error);
        while (retriever.waitingFor() === undefined) await new Promise((resolve) => setImmediate(resolve));
        expect(retriever.waitingFor()).toMatch(/^search by serper: HTTP 429 .*\[API key\]/u);
        abort.abort(new Error('cancelled'));
        expect(await settled).toMatchObject({ message: 'cancelled' });
        expect(retriever.waitingFor()).toBeUndefined();
      },
    );
  });

  it.each([401, 403, 404])('takes %d for trouble of every search', async (status) => {
    await withServer(
      (_, response) => json(response, { message: 'bad secret-key' }, status),
      async ({ port }) => {
        await expect(openFor(serper, port).ask()).rejects.toMatchObject({
          code: 'endpoint_rejects',
          message: expect.stringMatching(/^search by serper: HTTP \d+ .*\[API key\]/u),
        });
      },
    );
  });

  it.each([400, 422])('takes %d for trouble of this search alone', async (status) => {
    await withServer(
      (_, response) => json(response, { message: 'no' }, status),
      async ({ port }) => {
        await expect(openFor(serper, port).ask()).rejects.toMatchObject({
          reason: 'retrieval_error',
          detail: { why: `http_${status}` },
        });
      },
    );
  });

  it('takes an answer in another form for trouble of this search, its raw answer being kept', async () => {
    await withServer(
      (_, response) => response.end('<html>'),
      async ({ port }) => {
        const { ask, store } = openFor(serper, port);
        await expect(ask()).rejects.toMatchObject({ reason: 'retrieval_error', detail: { why: 'unknown_form' } });
        expect(store.objects.has(`web/searches/${sha256('<html>')}.json`)).toBe(true);
      },
    );
  });

  it('asks for a missing key by the name of its variable', async () => {
    await withServer(
      (_, response) => json(response, {}),
      async ({ port }) => {
        await expect(openFor(serper, port, { key: ' ' }).ask()).rejects.toMatchObject({
          code: 'endpoint_rejects',
          message: expect.stringContaining('SEARCH_KEY'),
        });
      },
    );
  });

  it('of SearXNG needs a base URL', () => {
    const deps = { store: memoryStore(), fetcher: createWebFetcher(), now: () => new Date(), environment: {} };
    expect(() => liveRetriever({ provider: 'searxng' }, deps)).toThrow(/baseUrl/u);
  });
});

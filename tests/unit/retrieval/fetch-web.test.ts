import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { createWebFetcher, type WebFetcherOptions } from '../../../activities/retrieval/fetch/fetch-web.ts';
import { isPublicAddress } from '../../../activities/retrieval/fetch/public-address.ts';
import { storeSnapshot } from '../../../activities/retrieval/fetch/store-snapshot.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { memoryStore } from '../../memory-store.ts';
import { withServer } from './web-server.ts';

const page = '<!doctype html><p>Hello';
const never = new AbortController().signal;

/** The server of the test stands on 127.0.0.1, which no fetcher may reach but one that is told so. */
const onlyOwn = (address: string): boolean => address === '127.0.0.1';

const fetchPage = (url: string, options: WebFetcherOptions = {}, signal = never) =>
  createWebFetcher(options).fetch({ url, accept: ['text/html'], signal });

describe('the fetcher of the web', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://0.0.0.0/',
    'http://①②⑦.0.0.1/',
    'http://127.0.0.1./',
    'http://10.1.2.3/',
    'http://192.168.0.1/',
    'http://172.16.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.100.100.200/',
    'http://168.63.129.16/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
  ])('does not connect to %s', async (url) => {
    await expect(fetchPage(url)).rejects.toMatchObject({ code: 'blocked_address' });
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.org/',
    'gopher://x/',
    'data:text/html,x',
    'javascript:1',
    'no url',
    'http://a:b@example.org/',
  ])('does not take %s for a page of the web', async (url) => {
    await expect(fetchPage(url)).rejects.toMatchObject({ code: 'bad_url' });
  });

  it('does not connect to a name that resolves to a private address, nor to one that also does', async () => {
    await withServer(
      (_, response) => response.end(page),
      async ({ port, asked }) => {
        for (const addresses of [['127.0.0.1'], ['93.184.216.34', '10.0.0.1'], ['::1'], []]) {
          const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
          await expect(fetchPage(`http://innocent.example:${port}/`, { resolve })).rejects.toMatchObject({
            code: addresses.length === 0 ? 'unreachable' : 'blocked_address',
          });
        }
        expect(asked).toEqual([]);
      },
    );
  });

  it('connects to the very addresses it has checked, though the name resolves otherwise a moment later', async () => {
    await withServer(
      (_, response) => response.end(page),
      async ({ port }) => {
        let calls = 0;
        const resolve = async () => [{ address: calls++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
        const fetched = await fetchPage(`http://rebinding.example:${port}/`, { resolve, alsoAllow: onlyOwn });
        expect(fetched.body.toString()).toBe(page);
        expect(calls).toBe(1);
      },
    );
  });

  it.each([
    'http://169.254.169.254/latest/',
    'http://[::1]:1/',
    'http://localhost.example/',
    '//10.0.0.1/',
    'file:///etc/passwd',
  ])('follows no redirect to %s', async (location) => {
    await withServer(
      (_, response) => response.writeHead(302, { location }).end(),
      async ({ port }) => {
        const resolve = async (host: string) => [
          { address: host === 'start.example' ? '127.0.0.1' : '127.0.0.2', family: 4 },
        ];
        const fetching = fetchPage(`http://start.example:${port}/`, { resolve, alsoAllow: onlyOwn });
        await expect(fetching).rejects.toMatchObject({
          code: location.startsWith('file') ? 'bad_url' : 'blocked_address',
        });
      },
    );
  });

  it('checks a name anew at a redirect to it', async () => {
    await withServer(
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
      async ({ port, asked }) => {
        let calls = 0;
        const resolve = async () => [{ address: calls++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
        const fetching = fetchPage(`http://rebinding.example:${port}/`, { resolve, alsoAllow: onlyOwn });
        await expect(fetching).rejects.toMatchObject({ code: 'blocked_address' });
        expect([calls, asked.length]).toEqual([2, 1]);
      },
    );
  });

  it('follows five redirects and no sixth, and says where it ended', async () => {
    await withServer(
      ({ url = '' }, response) => {
        const left = Number(url.slice(1));
        if (left === 0) response.end(page);
        else response.writeHead(301 + (left % 2), { location: `/${left - 1}` }).end();
      },
      async ({ port, asked }) => {
        const base = `http://127.0.0.1:${port}`;
        const fetched = await fetchPage(`${base}/5`, { alsoAllow: onlyOwn });
        expect(fetched).toMatchObject({ url: `${base}/0`, mediaType: 'text/html' });
        await expect(fetchPage(`${base}/6`, { alsoAllow: onlyOwn })).rejects.toMatchObject({
          code: 'too_many_redirects',
        });
        expect(asked).toHaveLength(12);
      },
    );
  });

  it.each([
    ['that says so', { 'content-length': '100000' }],
    ['that does not', {}],
  ])('ends a body larger than the limit %s', async (_, headers) => {
    await withServer(
      (request, response) => {
        response.writeHead(200, headers);
        const pour = (): void => {
          while (!request.destroyed && response.write('x'.repeat(10_000)));
        };
        response.on('drain', pour);
        pour();
      },
      async ({ port }) => {
        const fetching = fetchPage(`http://127.0.0.1:${port}/`, { alsoAllow: onlyOwn, maxBytes: 50_000 });
        await expect(fetching).rejects.toMatchObject({ code: 'too_large' });
      },
    );
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('ends a small body that unpacks by %s to more than the limit', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(10_000_000));
    await withServer(
      (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
      async ({ port }) => {
        expect(bomb.length).toBeLessThan(50_000);
        const fetching = fetchPage(`http://127.0.0.1:${port}/`, { alsoAllow: onlyOwn, maxBytes: 50_000 });
        await expect(fetching).rejects.toMatchObject({ code: 'too_large' });
      },
    );
  });

  it('unpacks what is packed', async () => {
    await withServer(
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(page)),
      async ({ port }) => {
        expect((await fetchPage(`http://127.0.0.1:${port}/`, { alsoAllow: onlyOwn })).body.toString()).toBe(page);
      },
    );
  });

  it.each([
    ['no answer', false],
    ['a body that never ends', true],
  ])('waits no longer than the limit for %s', async (_, begins) => {
    await withServer(
      (__, response) => {
        if (begins) response.write(page);
      },
      async ({ port }) => {
        const fetching = fetchPage(`http://127.0.0.1:${port}/`, { alsoAllow: onlyOwn, timeoutMs: 100 });
        await expect(fetching).rejects.toMatchObject({ code: 'too_slow' });
      },
    );
  });

  it('ends with the reason of an aborted signal', async () => {
    await withServer(
      () => undefined,
      async ({ port }) => {
        const abort = new AbortController();
        const fetching = fetchPage(`http://127.0.0.1:${port}/`, { alsoAllow: onlyOwn }, abort.signal);
        abort.abort(new Error('cancelled'));
        await expect(fetching).rejects.toThrow('cancelled');
      },
    );
  });

  it.each([
    ['an image that says it is a page', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'text/html'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]), 'text/html'],
    ['nothing', Buffer.alloc(0), 'text/html'],
  ])('does not take %s for a page', async (_, body, type) => {
    await withServer(
      (__, response) => response.writeHead(200, { 'content-type': type }).end(body),
      async ({ port }) => {
        await expect(fetchPage(`http://127.0.0.1:${port}/`, { alsoAllow: onlyOwn })).rejects.toMatchObject({
          code: 'wrong_type',
        });
      },
    );
  });

  it.each([
    [404, 'http_status'],
    [500, 'http_status'],
    [304, 'http_status'],
  ])('tells an answer of %d as %s', async (status, code) => {
    await withServer(
      (_, response) => response.writeHead(status).end(),
      async ({ port }) => {
        await expect(fetchPage(`http://127.0.0.1:${port}/`, { alsoAllow: onlyOwn })).rejects.toMatchObject({ code });
      },
    );
  });

  it('tells a broken connection, a torn body and an unknown host as unreachable', async () => {
    await withServer(
      (request, response) => {
        if (request.url === '/torn') response.writeHead(200, { 'content-length': '50' }).write('x');
        request.socket.destroySoon();
      },
      async ({ port }) => {
        for (const path of ['/torn', '/gone'])
          await expect(fetchPage(`http://127.0.0.1:${port}${path}`, { alsoAllow: onlyOwn })).rejects.toMatchObject({
            code: 'unreachable',
          });
      },
    );
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    await expect(fetchPage('http://nowhere.example/', { resolve })).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('public addresses', () => {
  it('are none of those that reach into a network, however they are written', () => {
    const inside = fc.constantFrom([10, 0], [127, 0], [169, 254], [172, 16], [192, 168], [100, 64], [0, 0], [224, 1]);
    fc.assert(
      fc.property(inside, fc.nat(255), fc.nat(255), ([a, b], c, d) => {
        const address = `${a}.${b}.${c}.${d}`;
        expect(isPublicAddress(address)).toBe(false);
        expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
      }),
    );
  });

  it.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('a snapshot', () => {
  it('keeps the body by its content, and where and when it stood there', async () => {
    const store = memoryStore();
    const fetched = { url: 'https://a.example/x', mediaType: 'text/html', contentType: '', body: Buffer.from(page) };
    const snapshot = await storeSnapshot(store, 'https://a.example/', fetched, new Date('2026-03-01T00:00:00Z'));
    expect(snapshot).toEqual({
      asked: 'https://a.example/',
      url: 'https://a.example/x',
      mediaType: 'text/html',
      sha256: sha256(page),
      bytes: page.length,
      at: '2026-03-01T00:00:00.000Z',
    });
    expect(store.objects.get(`web/bodies/${sha256(page)}`)?.toString()).toBe(page);
    expect([...store.objects.keys()].filter((key) => key.startsWith('web/snapshots/'))).toHaveLength(1);
  });
});

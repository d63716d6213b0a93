import { describe, expect, it, jest } from '@jest/globals';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { buildCorpus } from '../../../activities/retrieval/corpus/build-corpus.ts';
import { embeddedRetriever } from '../../../activities/retrieval/embedded/embedded-retriever.ts';
import type { Retriever } from '../../../activities/retrieval/retriever.ts';
import { retrieval, type RetrievalQuery } from '../../../recipes/retrieval.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';
import { writeFiles } from './corpus-folder.ts';

const never = new AbortController().signal;
const ask = (retriever: Retriever, query: RetrievalQuery) => retriever.search(query, never);
const text = (query: string, more: { asOf?: string } = {}): RetrievalQuery => ({
  tool: 'search_text',
  query,
  language: 'en',
  topK: 3,
  ...more,
});

/** Photos with structure, so that their perceptual hashes mean something. */
const photo = (turn: number, size = 64): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#eee"/>
      <g transform="rotate(${turn} 32 32)"><rect x="4" y="8" width="30" height="20" fill="#222"/><circle cx="46" cy="46" r="12" fill="#777"/></g></svg>`,
    ),
  )
    .resize(size, size)
    .png()
    .toBuffer();

const documents = [
  {
    id: 'coach-2024',
    title: 'Northfield Rovers',
    text: 'The coach of Northfield Rovers is Anna Berg.',
    publishedAt: '2024-05-01',
  },
  {
    id: 'coach-2025',
    title: 'Northfield Rovers',
    text: 'The new coach of Northfield Rovers is Bert Lind.',
    publishedAt: '2025-05-01',
  },
  { id: 'river', title: 'River', text: 'A river flows through the town.' },
  { id: 'zh', title: '铁塔', text: '埃菲尔铁塔高330米，位于巴黎。' },
  {
    id: 'crest',
    title: 'Crest of Northfield Rovers',
    image: 'crest.png',
    caption: 'A red fox on a shield',
    entity: 'Northfield Rovers',
    publishedAt: '2024-01-01',
  },
  { id: 'shirt', title: 'A shirt', image: 'shirt.png', entity: 'Northfield Rovers' },
  { id: 'tree', title: 'An oak', image: 'tree.png', entity: 'oak' },
];

async function withCorpus(
  work: (given: {
    store: MemoryStore;
    corpus: string;
    cacheFolder: string;
    open: (asOf?: string) => Retriever;
  }) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const store = memoryStore();
    await writeFiles(join(folder, 'corpus'), {
      'all.jsonl': documents,
      'crest.png': await photo(0),
      'shirt.png': await photo(90),
      'tree.png': await photo(200),
    });
    const { corpus } = await buildCorpus({ store, folder: join(folder, 'corpus') });
    const cacheFolder = join(folder, 'cache');
    const open = (asOf?: string): Retriever =>
      embeddedRetriever({ provider: 'embedded', corpus, ...(asOf ? { asOf } : {}) }, { store, cacheFolder });
    await work({ store, corpus, cacheFolder, open });
  });
}

jest.setTimeout(30_000);

describe('the embedded retriever', () => {
  it('finds passages by text, best first, with title, date and rank', async () => {
    await withCorpus(async ({ open }) => {
      const found = retrieval.parse(await ask(open(), text('new coach of Northfield Rovers')));
      expect(found).toMatchObject({ degraded: false, snapshot: '2025-05-01' });
      expect(found.hits.map(({ docId, rank, source }) => [docId, rank, source])).toEqual([
        ['coach-2025', 1, 'offline'],
        ['coach-2024', 2, 'offline'],
      ]);
      expect(found.hits[0]).toMatchObject({ title: 'Northfield Rovers', publishedAt: '2025-05-01' });
    });
  });

  it('finds Chinese by its words', async () => {
    await withCorpus(async ({ open }) => {
      const { hits } = await ask(open(), { ...text('埃菲尔铁塔有多高'), language: 'zh' });
      expect(hits.map(({ docId }) => docId)).toEqual(['zh']);
    });
  });

  it('sees nothing published after the day, of the settings or of the query', async () => {
    await withCorpus(async ({ open }) => {
      const ids = async (retriever: Retriever, query: RetrievalQuery) =>
        (await ask(retriever, query)).hits.map(({ docId }) => docId);
      expect(await ids(open('2024-12-31'), text('coach'))).toEqual(['coach-2024']);
      expect(await ids(open(), text('coach', { asOf: '2024-12-31' }))).toEqual(['coach-2024']);
      expect(await ids(open('2024-12-31'), text('coach', { asOf: '2026-01-01' }))).toEqual(['coach-2024']);
      expect((await ask(open('2024-12-31'), text('coach'))).snapshot).toBe('2024-12-31');
      expect((await ask(open('2030-01-01'), text('coach'))).snapshot).toBe('2025-05-01');
    });
  });

  it('finds pictures by their captions and entities', async () => {
    await withCorpus(async ({ open }) => {
      const { hits } = await ask(open(), { tool: 'search_images', query: 'red fox', language: 'en', topK: 2 });
      expect(hits).toMatchObject([
        {
          docId: 'crest',
          snippet: 'A red fox on a shield',
          entity: 'Northfield Rovers',
          image: { width: 64, height: 64 },
        },
      ]);
    });
  });

  it('finds a picture by a resized copy of it, and others of the same entity behind it', async () => {
    await withCorpus(async ({ open, store }) => {
      const copy = await photo(0, 50);
      await store.putOnce(`images/${sha256(copy)}`, copy, 'image/png');
      const asked = { tool: 'search_by_image', image: sha256(copy), language: 'en', topK: 5 } as const;
      const { hits } = await ask(open(), asked);
      expect(hits.map(({ docId }) => docId)).toEqual(['crest', 'shirt']);
      expect(hits[0]!.score).toBeGreaterThan(0.8);
      expect(hits[1]!.score).toBe(0);
      expect((await ask(open('2023-01-01'), asked)).hits).toEqual([]);
    });
  });

  it('says of an image that is not in the store that it is missing', async () => {
    await withCorpus(async ({ open }) => {
      const asked = { tool: 'search_by_image', image: 'a'.repeat(64), language: 'en', topK: 5 } as const;
      await expect(ask(open(), asked)).rejects.toMatchObject({ reason: 'image_missing' });
    });
  });

  it('builds the index once for all searches, and not again where it is on the disk', async () => {
    await withCorpus(async ({ open, store, cacheFolder }) => {
      const retriever = open();
      store.reads.length = 0;
      await Promise.all([ask(retriever, text('coach')), ask(retriever, text('river'))]);
      expect(store.reads.filter((key) => key.startsWith('corpora/shards/'))).toHaveLength(2);
      store.reads.length = 0;
      await ask(open(), text('coach'));
      expect(store.reads.filter((key) => key.startsWith('corpora/shards/'))).toEqual([]);
      expect(await readdir(cacheFolder)).toHaveLength(1);
    });
  });

  it('takes away what a build killed a day ago has left, and no younger one', async () => {
    await withCorpus(async ({ open, cacheFolder }) => {
      const dayBefore = new Date(Date.now() - 25 * 3600 * 1000);
      for (const name of ['building-old', 'building-new']) await mkdir(join(cacheFolder, name), { recursive: true });
      await utimes(join(cacheFolder, 'building-old'), dayBefore, dayBefore);
      await ask(open(), text('coach'));
      const left = await readdir(cacheFolder);
      expect(left).toContain('building-new');
      expect(left).not.toContain('building-old');
      expect(left).toHaveLength(2);
    });
  });

  it('builds a damaged index anew', async () => {
    await withCorpus(async ({ open, cacheFolder }) => {
      const before = await ask(open(), text('coach'));
      const [name] = await readdir(cacheFolder);
      const file = join(cacheFolder, name!, 'passages', 'postings.bin');
      const bytes = await readFile(file);
      bytes[0]! ^= 0xff;
      await writeFile(file, bytes);
      expect(await ask(open(), text('coach'))).toEqual(before);
      expect(await readdir(cacheFolder)).toHaveLength(1);
    });
  });

  it('built by two at once is one index that both can search', async () => {
    await withCorpus(async ({ open, cacheFolder }) => {
      const [a, b] = await Promise.all([ask(open(), text('coach')), ask(open(), text('coach'))]);
      expect(a).toEqual(b);
      expect(await readdir(cacheFolder)).toHaveLength(1);
    });
  });

  it('of a corpus that is not there says so, again and again', async () => {
    await inTemporaryFolder(async (cacheFolder) => {
      const retriever = embeddedRetriever(
        { provider: 'embedded', corpus: 'f'.repeat(64) },
        { store: memoryStore(), cacheFolder },
      );
      for (const _ of [1, 2])
        await expect(ask(retriever, text('x'))).rejects.toMatchObject({ code: 'corpus_not_found' });
    });
  });
});

import { describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import fc from 'fast-check';
import { modelSettings } from '../../../activities/campaigns/model-settings.ts';
import { buildCorpus } from '../../../activities/retrieval/corpus/build-corpus.ts';
import { embeddedRetriever } from '../../../activities/retrieval/embedded/embedded-retriever.ts';
import { createEmbedder, type Embedder } from '../../../activities/retrieval/embeddings/embedder.ts';
import { openVectorFile, writeVectorFile } from '../../../activities/retrieval/embeddings/vector-file.ts';
import { memoryStore } from '../../memory-store.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';
import { writeFiles } from './corpus-folder.ts';
import { withServer } from './web-server.ts';

const never = new AbortController().signal;
const settings = (port: number) => modelSettings.parse({ model: 'embed-1', baseUrls: [`http://127.0.0.1:${port}/v1`] });

/** Meaning of three topics, so that "footballer" is near "striker" without a common word. */
const topics = [/foot|striker|club/iu, /river|sea/iu, /tower/iu];
const meaning = (text: string): number[] => topics.map((topic) => (topic.test(text) ? 1 : 0.01));

function scriptedEmbedder() {
  const asked: string[][] = [];
  const embedder: Embedder = {
    model: 'embed-1',
    async embed(texts) {
      asked.push([...texts]);
      return texts.map((text) => Float32Array.from(meaning(text)));
    },
    waitingFor: () => undefined,
    close: () => undefined,
  };
  return { embedder, asked };
}

jest.setTimeout(30_000);

describe('vectors of an endpoint', () => {
  it('are asked for 64 at a time and have length 1', async () => {
    const bodies: { model: string; input: string[] }[] = [];
    await withServer(
      async (request, response) => {
        let text = '';
        for await (const chunk of request) text += String(chunk);
        const body = JSON.parse(text) as { model: string; input: string[] };
        bodies.push(body);
        const data = body.input.map((_, index) => ({ object: 'embedding', index, embedding: [3, 4 * (index + 1)] }));
        response.end(JSON.stringify({ object: 'list', data: data.toReversed(), usage: { prompt_tokens: 5 } }));
      },
      async ({ port, asked }) => {
        const embedder = createEmbedder(settings(port), {});
        const vectors = await embedder.embed(
          Array.from({ length: 65 }, (_, i) => `text ${i}`),
          never,
        );
        expect(asked).toEqual(['/v1/embeddings', '/v1/embeddings']);
        expect(bodies.map(({ model, input }) => [model, input.length])).toEqual([
          ['embed-1', 64],
          ['embed-1', 1],
        ]);
        expect([...vectors[0]!]).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
        expect(vectors).toHaveLength(65);
        for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
        embedder.close();
      },
    );
  });

  it.each([
    ['an endpoint without /embeddings', 404, { code: 'endpoint_rejects' }],
    ['a wrong key', 401, { code: 'endpoint_rejects' }],
    ['too long a text', 400, { reason: 'retrieval_error', detail: { why: 'http_400' } }],
  ])('that cannot be had because of %s are told as what they concern', async (_, status, error) => {
    await withServer(
      (__, response) => response.writeHead(status).end('{}'),
      async ({ port }) => {
        const embedder = createEmbedder(settings(port), {});
        await expect(embedder.embed(['x'], never)).rejects.toMatchObject(error);
        embedder.close();
      },
    );
  });
});

describe('the nearest vectors', () => {
  it('are those that comparing all gives', async () => {
    const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(vector, { minLength: 1, maxLength: 30 }), vector, fc.nat(5), async (all, asked, k) => {
        await inTemporaryFolder(async (folder) => {
          const path = join(folder, 'v.f32');
          await writeVectorFile(path, async function* () {
            for (const one of all) yield Buffer.from(Float32Array.from(one).buffer);
          });
          const file = openVectorFile(path, all.length);
          const dot = (one: readonly number[]) => one.reduce((sum, value, i) => sum + value * asked[i]!, 0);
          const expected = all
            .map((one, entry) => ({ entry, score: dot(one) }))
            .filter(({ entry }) => entry % 3 !== 1)
            .sort((a, b) => b.score - a.score || a.entry - b.entry)
            .slice(0, k + 1);
          const found = await file.nearest(Float32Array.from(asked), k + 1, (entry) => entry % 3 !== 1);
          expect(found.map(({ entry, score }) => [entry, score + 0])).toEqual(
            expected.map(({ entry, score }) => [entry, score + 0]),
          );
          file.close();
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('the embedded retriever with embeddings', () => {
  const query = { tool: 'search_text', query: 'footballer', language: 'en', topK: 2 } as const;

  it('finds by meaning what shares no word, and buys each vector once', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, {
        'docs/a.jsonl': [
          { id: 'river', text: 'The river reaches the sea.' },
          { id: 'striker', text: 'A striker joined.', publishedAt: '2025-01-01' },
          { id: 'tower', text: 'A tower, never a footballer.' },
        ],
      });
      const store = memoryStore();
      const { corpus } = await buildCorpus({ store, folder: join(folder, 'docs') });
      const { embedder, asked } = scriptedEmbedder();
      const open = (cache: string) =>
        embeddedRetriever(
          { provider: 'embedded', corpus, embeddings: 'embedder' },
          { store, cacheFolder: join(folder, cache), embedder },
        );
      const first = open('one');
      const { hits } = await first.search(query, never);
      expect(hits.map(({ docId }) => docId)).toEqual(['tower', 'striker']);
      expect(hits[0]?.score).toBeCloseTo(1 / 61 + 1 / 61, 9);
      expect(asked).toEqual([
        ['\nThe river reaches the sea.', '\nA striker joined.', '\nA tower, never a footballer.'],
        ['footballer'],
      ]);
      const early = await first.search({ ...query, asOf: '2024-01-01' }, never);
      expect(early.hits.map(({ docId }) => docId)).toEqual(['tower', 'river']);
      asked.length = 0;
      await open('two').search(query, never);
      expect(asked).toEqual([['footballer']]);
    });
  });
});

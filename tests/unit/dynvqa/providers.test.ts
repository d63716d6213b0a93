import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { embeddedRetriever } from '../../../activities/retrieval/embedded/embedded-retriever.ts';
import { createWebFetcher } from '../../../activities/retrieval/fetch/fetch-web.ts';
import { liveRetriever } from '../../../activities/retrieval/live/live-retriever.ts';
import type { LiveProvider } from '../../../activities/retrieval/live/provider.ts';
import type { Retriever } from '../../../activities/retrieval/retriever.ts';
import { runEpisode } from '../../../recipes/dynvqa/agent/run-episode.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import type { Message } from '../../../recipes/services.ts';
import { memoryStore } from '../../memory-store.ts';
import { recorded } from '../retrieval/recorded-answers.ts';
import { withServer } from '../retrieval/web-server.ts';
import { exampleCorpus } from './campaign-in-memory.ts';
import { asked, plan, scripted, settings } from './scenario.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'mmsynth-providers-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a line of found material may hold, whoever found it. */
const foundLine = z.strictObject({
  id: z.string(),
  title: z.string(),
  date: z.iso.date().optional(),
  text: z.string(),
});

/** What the planner is given after one text search, with each found line replaced by one word, and how many lines those were. */
async function inputsWith(retriever: Retriever): Promise<{ readonly shape: unknown; readonly lines: number }> {
  const { services, calls } = scripted(({ name }) =>
    name === 'plan/2' ? plan({ action: 'answer', answer: 'x' }) : plan({ action: 'search_text', query: 'Tarn canyon' }),
  );
  await runEpisode(asked, settings, {
    ...services,
    retrieve: async ({ name, query }) => ({
      value: await retriever.search(query, new AbortController().signal),
      key: name,
      answer: sha256(name),
    }),
  });
  let lines = 0;
  const shapeOf = (text: string): readonly string[] =>
    text.split('\n').flatMap((line, at, all) => {
      if (!line.startsWith('{"id"')) return [line];
      foundLine.parse(JSON.parse(line));
      lines += 1;
      return all[at - 1]?.startsWith('{"id"') ? [] : ['found'];
    });
  const shape = (calls.at(-1)?.messages ?? []).map(({ role, content }: Message) => [
    role,
    typeof content === 'string' ? content : content.map((part) => ('text' in part ? shapeOf(part.text) : part.type)),
  ]);
  return { shape, lines };
}

describe('an episode', () => {
  it('gives the planner inputs of one shape from the corpus and from every live service', async () => {
    const store = memoryStore();
    const corpus = await exampleCorpus(store, folder);
    const embedded = embeddedRetriever(
      { provider: 'embedded', corpus },
      { store, cacheFolder: join(folder, 'indexes') },
    );
    const offline = await inputsWith(embedded);
    embedded.close();
    expect(offline.lines).toBeGreaterThan(1);
    for (const provider of Object.keys(recorded) as LiveProvider[])
      await withServer(
        (_, response) => response.writeHead(200).end(JSON.stringify(recorded[provider].search_text)),
        async ({ port }) => {
          const live = liveRetriever(
            { provider, baseUrl: `http://127.0.0.1:${port}`, apiKeyEnv: 'SEARCH_KEY' },
            {
              store: memoryStore(),
              fetcher: createWebFetcher(),
              now: () => new Date('2026-03-01T12:00:00Z'),
              environment: { SEARCH_KEY: 'secret' },
            },
          );
          const { shape, lines } = await inputsWith(live);
          live.close();
          expect([provider, shape]).toEqual([provider, offline.shape]);
          expect(lines).toBeGreaterThan(0);
        },
      );
  });
});

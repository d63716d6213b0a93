import { describe, expect, it } from '@jest/globals';
import { withCaptionSearch } from '../../../activities/shard-runner/search-by-caption.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import type { Hit, Retrieval } from '../../../recipes/retrieval.ts';
import type { InferCall, RetrieveCall } from '../../../recipes/services.ts';

const page: Hit = { docId: 'd', rank: 1, score: 1, title: 'T', snippet: 'S', source: 'live' };
const byImage = {
  tool: 'search_by_image',
  image: 'a'.repeat(64),
  language: 'en',
  topK: 3,
  asOf: '2026-01-01',
} as const;

function scripted(caption: string, ofImage: Partial<Retrieval> = {}) {
  const searches: RetrieveCall[] = [];
  const inferred: string[] = [];
  const search = withCaptionSearch(
    async (call) => {
      searches.push(call);
      const empty = { hits: [], degraded: true, snapshot: 's', ...ofImage };
      const value = call.query.tool === 'search_by_image' ? empty : { hits: [page], degraded: false, snapshot: 's' };
      return { value, key: call.name, answer: call.name };
    },
    async <T>(call: InferCall<T>) => {
      inferred.push(call.name);
      const parsed = call.parse(caption);
      if (!parsed.ok) throw new ItemFailure(parsed.reason, parsed.error);
      return { value: parsed.value, key: call.name, answer: call.name };
    },
  );
  return { search, searches, inferred };
}

describe('a search by image that the retriever cannot do', () => {
  it("searches for the generator's caption instead, and says that it is degraded", async () => {
    const { search, searches, inferred } = scripted(' A red fox\nand more');
    const { value, key } = await search({ name: 'retrieve/1', query: byImage });
    expect(value).toEqual({ hits: [page], degraded: true, snapshot: 's' });
    expect(key).toBe('retrieve/1/text');
    expect(inferred).toEqual(['retrieve/1/caption']);
    expect(searches[1]?.query).toEqual({
      tool: 'search_text',
      query: 'A red fox',
      language: 'en',
      topK: 3,
      asOf: '2026-01-01',
    });
  });

  it('finds nothing where there is no caption', async () => {
    const { search } = scripted('  ');
    const { value, key } = await search({ name: 'retrieve/1', query: byImage });
    expect(value).toMatchObject({ hits: [], degraded: true });
    expect(key).toBe('retrieve/1');
  });

  it('asks no caption where the search could be done, or another one was asked', async () => {
    const done = scripted('x', { degraded: false });
    await done.search({ name: 'a', query: byImage });
    await done.search({ name: 'b', query: { tool: 'search_text', query: 'q', language: 'en', topK: 1 } });
    expect(done.inferred).toEqual([]);
    expect(done.searches).toHaveLength(2);
  });
});

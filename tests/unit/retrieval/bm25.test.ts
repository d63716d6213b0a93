import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { termsOf } from '../../../activities/retrieval/index/terms.ts';
import { indexOf, type DatedText } from './build-index.ts';

/** BM25 of every text by the formula alone, best first: what the index must give. */
function exhaustive(texts: readonly DatedText[], query: string, asOf?: string) {
  const all = texts.map(({ text, day }, entry) => ({ entry, terms: termsOf(text), day }));
  const seen = all.filter(({ day }) => asOf === undefined || day === undefined || day <= asOf);
  const mean = seen.reduce((sum, { terms }) => sum + terms.length, 0) / Math.max(1, seen.length);
  const wanted = [...new Set(termsOf(query))];
  const weights = wanted.map((term) => {
    const n = seen.filter(({ terms }) => terms.includes(term)).length;
    return Math.log(1 + (seen.length - n + 0.5) / (n + 0.5));
  });
  return seen
    .map(({ entry, terms }) => {
      let score = 0;
      for (const [i, term] of wanted.entries()) {
        const count = terms.filter((one) => one === term).length;
        if (count > 0) score += (weights[i]! * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * terms.length) / mean));
      }
      return { entry, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.entry - b.entry);
}

jest.setTimeout(60_000);

const word = fc.constantFrom('tower', 'river', 'bridge', 'paris', 'height', 'km', '330', '塔', '埃菲尔铁塔', 'naïve');
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
const day = fc.constantFrom(undefined, '2024-01-31', '2024-02-01', '2025-12-24');

describe('BM25 of the text index', () => {
  it('gives the numbers of the specification', async () => {
    const index = await indexOf(['eiffel tower height 330 m', 'eiffel tower paris', 'tower bridge london river']);
    const found = index.search('eiffel height', { topK: 3 });
    expect(found.map(({ entry, score }) => [entry, score.toFixed(4)])).toEqual([
      [0, '1.3162'],
      [1, '0.5235'],
    ]);
    index.close();
  });

  it('finds exactly what scoring every entry finds, of any corpus, query and day', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text, day }), { maxLength: 25 }),
        text,
        fc.option(fc.constantFrom('2023-01-01', '2024-01-31', '2025-01-01'), { nil: undefined }),
        fc.integer({ min: 1, max: 12 }),
        async (texts, query, asOf, topK) => {
          const index = await indexOf(texts);
          const expected = exhaustive(texts, query, asOf).slice(0, topK);
          const found = index.search(query, { topK, asOf });
          expect(found.map(({ entry }) => entry)).toEqual(expected.map(({ entry }) => entry));
          for (const [i, { score }] of found.entries()) expect(score).toBeCloseTo(expected[i]!.score, 12);
          index.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives the same answers when a query is asked again', async () => {
    const index = await indexOf(['a river in paris', 'a bridge', 'paris']);
    const once = index.search('paris river', { topK: 5 });
    index.search('bridge', { topK: 5 });
    expect(index.search('paris river', { topK: 5 })).toEqual(once);
    index.close();
  });

  it('counts statistics of that day only when it searches as of a day', async () => {
    const index = await indexOf([
      { text: 'coach anna', day: '2024-05-01' },
      { text: 'coach bert', day: '2025-05-01' },
    ]);
    expect(index.search('coach', { topK: 5, asOf: '2024-12-31' })).toEqual([
      { entry: 0, score: expect.closeTo(Math.log(1 + 0.5 / 1.5), 12) },
    ]);
    expect(index.search('bert', { topK: 5, asOf: '2024-12-31' })).toEqual([]);
    index.close();
  });

  it('of nothing finds nothing', async () => {
    const index = await indexOf([]);
    expect(index.search('anything', { topK: 5 })).toEqual([]);
    index.close();
  });
});

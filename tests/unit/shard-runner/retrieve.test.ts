import { describe, expect, it } from '@jest/globals';
import { journalEntry, type JournalEntry } from '../../../activities/artifacts/journal-entry.ts';
import { readJournal } from '../../../activities/artifacts/journal-reader.ts';
import { openJournalWriter } from '../../../activities/artifacts/journal-writer.ts';
import type { SearchPrice } from '../../../activities/campaigns/search-price.ts';
import type { Retriever } from '../../../activities/retrieval/retriever.ts';
import { meterAllowance, type Allowance } from '../../../activities/shard-runner/allowance.ts';
import type { AskedCall } from '../../../activities/shard-runner/ask-model.ts';
import { askRetriever } from '../../../activities/shard-runner/ask-retriever.ts';
import { openPurchases } from '../../../activities/shard-runner/purchases.ts';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import type { Retrieval, RetrievalQuery, RetrievalSettings } from '../../../recipes/retrieval.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { place } from './scenario.ts';

const settings: RetrievalSettings = { provider: 'embedded', corpus: 'c'.repeat(64) };
const query: RetrievalQuery = { tool: 'search_text', query: 'coach', language: 'en', topK: 2 };
const found: Retrieval = {
  hits: [{ docId: 'd', rank: 1, score: 1.25, title: 'T', snippet: 'S', source: 'offline' }],
  degraded: false,
  snapshot: '2026-03-01',
};

function scriptedRetriever(answer: () => Retrieval = () => found) {
  const asked: RetrievalQuery[] = [];
  const retriever: Retriever = {
    search: async (given) => {
      asked.push(given);
      return answer();
    },
    waitingFor: () => undefined,
    close: () => undefined,
  };
  return { retriever, asked };
}

interface Given {
  readonly store?: MemoryStore;
  readonly settings?: RetrievalSettings;
  readonly embeddings?: string;
  readonly allowance?: Allowance;
  readonly price?: SearchPrice;
}

/** One attempt at a shard that only searches. */
async function attempt(open: () => Retriever, given: Given = {}) {
  const store = given.store ?? memoryStore();
  const journal = await readJournal(store, place, 0);
  const writer = openJournalWriter(store, place, 0, `r1-run-1.${journal.all.length + 1}`);
  const allowance = meterAllowance(given.allowance);
  const { signal } = new AbortController();
  const entries: JournalEntry[] = [];
  const purchases = openPurchases({
    writer,
    worker: 'worker',
    run: 'run',
    activity: '1',
    activityAttempt: 1,
    allowance,
    signal,
    onAnswer: (entry) => entries.push(entry),
  });
  const asked: AskedCall[] = [];
  const retrieve = (name: string, asks: RetrievalQuery = query) =>
    askRetriever(
      { name, query: asks },
      {
        settings: given.settings ?? settings,
        embeddings: given.embeddings,
        price: given.price,
        place: { root: 'letters', round: 1, stage: 'answer', item: 'i' },
        recall: (key) => journal.entries.get(key),
        open,
        purchases,
        signal,
        asked,
      },
    );
  return { store, retrieve, asked, entries, durable: () => purchases.idle().then(() => writer.durable()) };
}

const closed = (): Retriever => {
  throw new Error('a replay opens no retriever');
};

describe('a search of an item', () => {
  it('is journaled like a generation: its key, and the canonical JSON of what was found', async () => {
    const { retriever } = scriptedRetriever();
    const { retrieve, asked, durable, store } = await attempt(() => retriever);
    const { value, key, answer } = await retrieve('retrieve/1');
    await durable();
    const [entry] = (await readJournal(store, place, 0)).all;
    expect(value).toEqual(found);
    expect(journalEntry.parse(entry)).toMatchObject({
      key,
      call: 'retrieve/1',
      model: 'search/embedded',
      answer: canonicalJson(found),
      promptTokens: 0,
      cost: 0,
    });
    expect(answer).toBe(sha256(canonicalJson(found)));
    expect(asked).toEqual([{ key, answer, call: 'retrieve/1', sample: 0, ask: 0 }]);
  });

  it('is answered by the journal in a later attempt, which opens no retriever', async () => {
    const { retriever, asked } = scriptedRetriever();
    const first = await attempt(() => retriever);
    const before = await first.retrieve('retrieve/1');
    await first.durable();
    const second = await attempt(closed, { store: first.store });
    expect(await second.retrieve('retrieve/1')).toEqual(before);
    expect(second.entries).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('has another key where another model gives the embeddings', async () => {
    const keyOf = async (embeddings: string) => {
      const { retrieve } = await attempt(() => scriptedRetriever().retriever, { embeddings });
      return (await retrieve('retrieve/1')).key;
    };
    expect(await keyOf('one')).not.toBe(await keyOf('two'));
  });

  it('has another key for another query, call, day or corpus, and the same for another address', async () => {
    const keyOf = async (name: string, asks: RetrievalQuery, to: RetrievalSettings): Promise<string> => {
      const { retrieve } = await attempt(() => scriptedRetriever().retriever, { settings: to });
      return (await retrieve(name, asks)).key;
    };
    const live: RetrievalSettings = { provider: 'searxng', baseUrl: 'http://one.invalid' };
    const keys = await Promise.all([
      keyOf('retrieve/1', query, settings),
      keyOf('retrieve/2', query, settings),
      keyOf('retrieve/1', { ...query, query: 'coach of' }, settings),
      keyOf('retrieve/1', { ...query, asOf: '2026-01-01' }, settings),
      keyOf('retrieve/1', query, { ...settings, corpus: 'd'.repeat(64) }),
      keyOf('retrieve/1', query, { ...settings, asOf: '2026-01-01' }),
      keyOf('retrieve/1', query, live),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await keyOf('retrieve/1', query, { ...live, baseUrl: 'http://two.invalid', apiKeyEnv: 'KEY' })).toBe(
      keys[6],
    );
  });

  it('counts as a request of the budget, and is not made when that is spent', async () => {
    const { retriever, asked } = scriptedRetriever();
    const { retrieve } = await attempt(() => retriever, { allowance: { requests: 1 } });
    await retrieve('retrieve/1');
    await expect(retrieve('retrieve/2')).rejects.toMatchObject({ name: 'AllowanceSpent' });
    expect(asked).toHaveLength(1);
  });

  it('costs what a thousand of its kind cost, by a thousand', async () => {
    const { retriever } = scriptedRetriever();
    const price = { search_text: 4, search_images: 7.5 };
    const { retrieve, entries, durable } = await attempt(() => retriever, { price });
    await retrieve('retrieve/1');
    await retrieve('retrieve/2', { ...query, tool: 'search_images' });
    await retrieve('retrieve/3', { tool: 'search_by_image', image: 'a'.repeat(64), language: 'en', topK: 2 });
    await durable();
    expect(entries.map(({ cost }) => cost)).toEqual([0.004, 0.0075, 0]);
  });

  it('is not made once what others cost is the whole budget', async () => {
    const { retriever, asked } = scriptedRetriever();
    const { retrieve, durable } = await attempt(() => retriever, {
      price: { search_text: 5 },
      allowance: { cost: 0.01 },
    });
    await retrieve('retrieve/1');
    await retrieve('retrieve/2');
    await durable();
    await expect(retrieve('retrieve/3')).rejects.toMatchObject({ name: 'AllowanceSpent' });
    expect(asked).toHaveLength(2);
  });

  it('costs nothing where the service cannot do it and was not asked', async () => {
    const unasked = { hits: [], degraded: true, snapshot: '2026-03-01' };
    const given: Given = { settings: { provider: 'brave' }, price: { search_text: 5 } };
    const costOf = async (answer: Retrieval): Promise<number | undefined> => {
      const { retrieve, entries, durable } = await attempt(() => scriptedRetriever(() => answer).retriever, given);
      await retrieve('retrieve/1');
      await durable();
      return entries[0]?.cost;
    };
    expect(await costOf(unasked)).toBe(0);
    expect(await costOf({ ...unasked, raw: 'b'.repeat(64) })).toBe(0.005);
  });

  it('that the service refuses fails the item, and nothing is journaled', async () => {
    const { retriever } = scriptedRetriever(() => {
      throw new ItemFailure('retrieval_error', 'refused');
    });
    const { retrieve, entries } = await attempt(() => retriever);
    await expect(retrieve('retrieve/1')).rejects.toMatchObject({ reason: 'retrieval_error' });
    expect(entries).toEqual([]);
  });
});

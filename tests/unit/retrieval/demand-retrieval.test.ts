import { describe, expect, it } from '@jest/globals';
import { sealCorpus } from '../../../activities/retrieval/corpus/stored-corpus.ts';
import { demandRetrieval } from '../../../activities/retrieval/demand-retrieval.ts';
import { memoryStore } from '../../memory-store.ts';

describe('what a launch demands of the retrieval', () => {
  it('is nothing where none is named', async () => {
    await expect(demandRetrieval({}, {}, memoryStore())).resolves.toBeUndefined();
  });

  it('is a corpus that is in the store', async () => {
    const store = memoryStore();
    const none = { count: 0, shards: [] };
    const corpus = await sealCorpus(store, { v: 1, documents: 0, date: null, passages: none, pictures: none });
    const options = (name: string) => ({ retrieval: { provider: 'embedded', corpus: name } });
    await expect(demandRetrieval(options(corpus), {}, store)).resolves.toBeUndefined();
    await expect(demandRetrieval(options('0'.repeat(64)), {}, store)).rejects.toMatchObject({
      code: 'corpus_not_found',
    });
  });

  it('is the model that is to give embeddings', async () => {
    const options = { retrieval: { provider: 'embedded', corpus: '0'.repeat(64), embeddings: 'embedder' } };
    await expect(demandRetrieval(options, { generator: {} }, memoryStore())).rejects.toMatchObject({
      code: 'spec_invalid',
      message: expect.stringContaining("'embedder'"),
    });
  });

  it('is the address of a service that has no usual one', async () => {
    const options = (baseUrl?: string) => ({ retrieval: { provider: 'searxng', ...(baseUrl ? { baseUrl } : {}) } });
    await expect(demandRetrieval(options(), {}, memoryStore())).rejects.toMatchObject({ code: 'spec_invalid' });
    await expect(demandRetrieval(options('http://s.example'), {}, memoryStore())).resolves.toBeUndefined();
  });
});

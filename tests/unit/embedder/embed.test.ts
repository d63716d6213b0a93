import { describe, expect, it } from '@jest/globals';
import { decodeVector } from '../../../recipes/embedding.ts';
import { embed, type EmbeddingModel } from '../../../infra/dev/embedder/embed.ts';
import { parseEmbeddingsRequest } from '../../../infra/dev/embedder/embeddings-request.ts';
import { loadedOnce } from '../../../infra/dev/embedder/loaded-once.ts';
import { ProvisionError, RequestError } from '../../../infra/dev/model/errors.ts';

/** Gives each text the vector [its length, 0.5]. */
const model: EmbeddingModel = {
  name: 'lengths',
  load: () =>
    Promise.resolve({
      dimensions: 2,
      encode: (texts) =>
        Promise.resolve({ vectors: texts.map(({ length }) => Float32Array.of(length, 0.5)), tokens: texts.length }),
    }),
};

const answerTo = (fields: object) =>
  embed(model, parseEmbeddingsRequest(JSON.stringify({ model: 'lengths', ...fields })));

const refusalOf = async (work: () => unknown): Promise<RequestError> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('an embeddings request', () => {
  it('is answered in the order of its inputs', async () => {
    expect(await answerTo({ input: ['a', 'abc'] })).toEqual({
      object: 'list',
      model: 'lengths',
      data: [
        { object: 'embedding', index: 0, embedding: [1, 0.5] },
        { object: 'embedding', index: 1, embedding: [3, 0.5] },
      ],
      usage: { prompt_tokens: 2, total_tokens: 2 },
    });
  });

  it('takes one text and gives base64 where that is wanted', async () => {
    const answer = (await answerTo({ input: 'four', encoding_format: 'base64' })) as {
      data: { embedding: string }[];
    };
    expect(answer.data.map(({ embedding }) => Array.from(decodeVector(embedding)))).toEqual([[4, 0.5]]);
  });

  it.each([
    [{}, 'input'],
    [{ input: '' }, 'input'],
    [{ input: [] }, 'input'],
    [{ input: [1, 2] }, 'input'],
    [{ input: ['a', ''] }, 'input'],
    [{ input: 'a', encoding_format: 'hex' }, 'encoding_format'],
    [{ input: 'a', dimensions: 3 }, 'dimensions'],
  ])('is refused with the field that is wrong: %j', async (fields, param) => {
    expect(await refusalOf(() => answerTo(fields))).toMatchObject({ status: 400, param: expect.stringMatching(param) });
  });

  it('is refused as not to be had where the model cannot be fetched, and asked for anew', async () => {
    let tries = 0;
    const load = loadedOnce(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new ProvisionError('There is no network here')) : model.load();
    });
    const request = parseEmbeddingsRequest('{"model":"lengths","input":"a"}');
    const refusal = await refusalOf(() => embed({ name: 'lengths', load }, request));
    expect(refusal).toMatchObject({ status: 404, code: 'embeddings_unavailable' });
    expect(refusal.message).toContain('There is no network here, or name a served endpoint');
    await embed({ name: 'lengths', load }, request);
    await embed({ name: 'lengths', load }, request);
    expect(tries).toBe(2);
  });
});

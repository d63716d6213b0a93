import { describe, expect, it } from '@jest/globals';
import { decodeVector } from '../../../recipes/embedding.ts';
import { embed, type EmbeddingModel } from '../../../infra/dev/embedder/embed.ts';
import { parseEmbeddingsRequest } from '../../../infra/dev/embedder/embeddings-request.ts';
import { loadedOnce } from '../../../infra/dev/embedder/loaded-once.ts';
import { ProvisionError, RequestError } from '../../../infra/dev/model/errors.ts';

const never = new AbortController().signal;

/** Gives each text the vector [its length, 0.5], and takes a picture's bytes for its caption. */
const model: EmbeddingModel = {
  name: 'lengths',
  caption: (image) => Promise.resolve(String(image)),
  describer: 'letters',
  load: () =>
    Promise.resolve({
      dimensions: 2,
      encode: (texts) =>
        Promise.resolve({ vectors: texts.map(({ length }) => Float32Array.of(length, 0.5)), tokens: texts.length }),
    }),
};

const answerTo = (fields: object) =>
  embed(model, parseEmbeddingsRequest(JSON.stringify({ model: 'lengths', ...fields })), never);

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

  it('takes messages as one input, a picture in words, and says what put it in words', async () => {
    const url = `data:image/png;base64,${Buffer.from('a cat').toString('base64')}`;
    const picture = { type: 'image_url', image_url: { url, detail: 'auto' } };
    const asked = (content: unknown) => answerTo({ messages: [{ role: 'user', content }] });
    expect(await asked([picture])).toMatchObject({
      model: 'lengths',
      system_fingerprint: 'describer:letters+lengths',
      data: [{ index: 0, embedding: ['a cat'.length, 0.5] }],
    });
    expect(await asked([picture, { type: 'text', text: 'on a mat' }])).toMatchObject({
      data: [{ embedding: ['a cat\non a mat'.length, 0.5] }],
    });
    expect(await asked('a cat')).not.toHaveProperty('system_fingerprint');
  });

  it.each([
    [{}, 'input'],
    [{ input: 'a', messages: [{ role: 'user', content: 'a' }] }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'file:///a' } }] }] }, 'messages'],
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
    const refusal = await refusalOf(() => embed({ ...model, load }, request, never));
    expect(refusal).toMatchObject({ status: 404, code: 'embeddings_unavailable' });
    expect(refusal.message).toContain('There is no network here, or name a served endpoint');
    await embed({ ...model, load }, request, never);
    await embed({ ...model, load }, request, never);
    expect(tries).toBe(2);
  });
});

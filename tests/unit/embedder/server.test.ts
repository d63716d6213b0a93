import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmbeddingModel } from '../../../infra/dev/embedder/embed.ts';
import type { Model } from '../../../infra/dev/model/completion.ts';
import { createQueue } from '../../../infra/dev/model/queue.ts';
import { createModelServer } from '../../../infra/dev/model/server.ts';

const refuse = (): never => {
  throw new Error('no chat is asked for');
};
const chat: Model = {
  name: 'chat',
  engine: { loaded: Promise.resolve({ images: false }), complete: refuse, close: () => Promise.resolve() },
  queue: createQueue(),
  describe: refuse,
  describer: 'none',
};
let loads = 0;
const embedder: EmbeddingModel = {
  name: 'vectors',
  caption: refuse,
  describer: 'none',
  load: () => {
    loads += 1;
    const encode = (texts: readonly string[]) =>
      Promise.resolve({ vectors: texts.map(() => Float32Array.of(1, 0)), tokens: 3 });
    return Promise.resolve({ dimensions: 2, encode });
  },
};

let ready = false;
let server: Server;
let base: string;
beforeAll(async () => {
  server = createModelServer(() => (ready ? chat : undefined), embedder).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => void server.close());

const post = (path: string, fields: object) =>
  fetch(`${base}${path}`, { method: 'POST', body: JSON.stringify(fields) });

describe('the local model server', () => {
  it('gives no vectors before the model is loaded, then lists both and gives them', async () => {
    expect((await post('/embeddings', { model: 'vectors', input: 'a' })).status).toBe(503);
    ready = true;
    const models = (await (await fetch(`${base}/models`)).json()) as { data: readonly { id: string }[] };
    expect(models.data.map(({ id }) => id)).toEqual(['chat', 'vectors']);
    expect(loads).toBe(0);
    const answer = await post('/embeddings', { model: 'vectors', input: ['a', 'b'] });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      model: 'vectors',
      data: [{ embedding: [1, 0] }, { index: 1 }],
      usage: { prompt_tokens: 3 },
    });
  });

  it.each([
    ['/embeddings', { model: 'chat', input: 'a' }, 404, 'model'],
    ['/embeddings', { model: 'vectors' }, 400, 'input'],
    ['/chat/completions', { model: 'vectors', messages: [{ role: 'user', content: 'a' }] }, 404, 'model'],
  ])('refuses at %s what is not served there: %j', async (path, fields, status, param) => {
    ready = true;
    const answer = await post(path, fields);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { param } });
  });
});

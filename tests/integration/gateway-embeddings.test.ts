import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CompletionRequest } from '../../activities/inference/index.ts';
import { startScriptedEndpoint } from '../../bench/scripted-endpoint/server.ts';
import { decodeVector, embeddings } from '../../recipes/embedding.ts';
import { gatewayFor, never } from './gateway-fixture.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const texts = (...contents: string[]): CompletionRequest => ({
  model: 'generator',
  body: {
    embed: 'texts',
    model: 'scripted',
    messages: contents.map((content) => ({ role: 'user', content })),
    maxTokens: 0,
    temperature: 0,
  },
});
const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

/** Sends to the scripted endpoint and gives the vectors. */
async function vectorsOf(request: CompletionRequest, options = {}): Promise<Float32Array[]> {
  const server = await startScriptedEndpoint(options);
  const gateway = gatewayFor([server.baseUrl], {}, { images: { read: async () => jpeg, presign: async () => '' } });
  open.push(server.close, gateway.close);
  const { text, usage } = await gateway.complete(request, never);
  expect(usage.promptTokens).toBeGreaterThan(0);
  return embeddings.parse(JSON.parse(text)).vectors.map(decodeVector);
}
const jpeg = { bytes: Buffer.from([0xff, 0xd8, 0xff, 0xd9]), mediaType: 'image/jpeg' };

describe('the gateway to /v1/embeddings', () => {
  it('gives a vector a text, near for texts that share words', async () => {
    const [cat, kitten, tax] = await vectorsOf(texts('a cat on a mat', 'a cat on a red mat', 'tax law of 1990'));
    if (!cat || !kitten || !tax) throw new Error('a vector is missing');
    expect(cosine(cat, kitten)).toBeGreaterThan(cosine(cat, tax));
    expect(cosine(cat, cat)).toBeCloseTo(1, 5);
  });

  it('asks again after rate limits, resets and torn bodies', async () => {
    const faults = { p429: 0.3, preset: 0.2, ptorn: 0.2, retryAfterSeconds: 0, seed: 5 };
    for (let i = 0; i < 8; i++) expect(await vectorsOf(texts(`text ${i}`), faults)).toHaveLength(1);
  });

  it('takes a reply without as many vectors as texts for torn', async () => {
    const replies = [
      { data: [{ index: 0, embedding: [1] }] },
      {
        data: [
          { index: 1, embedding: [0, 1] },
          { index: 0, embedding: [1, 0] },
        ],
      },
    ];
    let at = 0;
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(replies[at++]));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const gateway = gatewayFor([`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`]);
    open.push(async () => server.closeAllConnections(), gateway.close);
    open.unshift(async () => void server.close());
    const { text, attempts } = await gateway.complete(texts('a', 'b'), never);
    expect(attempts).toBe(2);
    expect(embeddings.parse(JSON.parse(text)).vectors.map((vector) => [...decodeVector(vector)])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('refuses for good where the endpoint has no such route', async () => {
    const server = await startScriptedEndpoint();
    const gateway = gatewayFor([`${server.baseUrl}/nowhere`]);
    open.push(server.close, gateway.close);
    await expect(gateway.complete(texts('a'), never)).rejects.toMatchObject({ code: 'fatal' });
  });
});

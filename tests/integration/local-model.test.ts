import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import { compiledEntry } from '../../infra/dev/package-root.ts';

const serve = compiledEntry('infra/dev/model/serve.js');
/** The first run on a machine fetches 200 MB. */
const PATIENCE = 600_000;

let server: ChildProcess;
let base = '';

beforeAll(async () => {
  const started = spawn(process.execPath, [serve], { stdio: ['ignore', 'pipe', 'inherit'] });
  server = started;
  for await (const line of createInterface({ input: started.stdout })) {
    base = /http:\S+\/v1/.exec(line)?.[0] ?? '';
    if (base) break;
  }
}, PATIENCE);

afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
});

interface Answer {
  readonly system_fingerprint: string;
  readonly choices: readonly { readonly message: { readonly content: string }; readonly finish_reason: string }[];
  readonly usage: { readonly completion_tokens: number };
}

const post = (fields: object, signal?: AbortSignal) =>
  fetch(`${base}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: 'local', ...fields }),
    ...(signal && { signal }),
  });

const ask = async (content: unknown, fields: object = {}): Promise<Answer> => {
  const response = await post({ messages: [{ role: 'user', content }], max_tokens: 80, ...fields });
  return (await response.json()) as Answer;
};

describe('the local model', () => {
  it(
    'answers within a JSON schema',
    async () => {
      const properties = {
        kind: { enum: ['cat', 'dog'] },
        words: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
      };
      const schema = { type: 'object', properties, required: ['kind', 'words'], additionalProperties: false };
      const answer = await ask('Name a pet.', {
        response_format: { type: 'json_schema', json_schema: { name: 'pet', schema } },
        max_tokens: 600,
      });
      const pet = JSON.parse(answer.choices[0]?.message.content ?? '') as { kind: string; words: string[] };
      expect(['cat', 'dog']).toContain(pet.kind);
      expect(pet.words).toHaveLength(2);
      expect(answer.choices[0]?.finish_reason).toBe('stop');
    },
    PATIENCE,
  );

  it(
    'says when an answer was cut short',
    async () => {
      const { choices, usage } = await ask('Tell a long story.', { max_tokens: 4 });
      expect(choices[0]?.finish_reason).toBe('length');
      expect(usage.completion_tokens).toBe(4);
    },
    PATIENCE,
  );

  it(
    'names what described a picture',
    async () => {
      const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#335577' } })
        .png()
        .toBuffer();
      const url = `data:image/png;base64,${picture.toString('base64')}`;
      const { system_fingerprint } = await ask(
        [
          { type: 'image_url', image_url: { url } },
          { type: 'text', text: 'What is it?' },
        ],
        { max_tokens: 4 },
      );
      expect(system_fingerprint).toMatch(/^describer:centernet.*\+SmolLM2/);
    },
    PATIENCE,
  );

  it(
    'lets a client that leaves the queue go, and answers the others',
    async () => {
      const leaving = new AbortController();
      const first = ask('Tell a story.', { max_tokens: 40 });
      const second = post({ messages: [{ role: 'user', content: 'hi' }] }, leaving.signal).catch(
        (error: Error) => error.name,
      );
      const third = ask('hi', { max_tokens: 2 });
      leaving.abort();
      expect(await second).toBe('AbortError');
      expect((await first).usage.completion_tokens).toBeGreaterThan(0);
      expect((await third).usage.completion_tokens).toBe(2);
    },
    PATIENCE,
  );

  it.each([
    [{ n: 2 }, 'n'],
    [{ model: 'another' }, 'model'],
    [
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://192.0.2.1/a.jpg' } }] }] },
      'messages',
    ],
    [{ messages: [{ role: 'user', content: 'word '.repeat(20_000) }] }, 'messages'],
  ])(
    'refuses a request with the field that is wrong: %#',
    async (fields, param) => {
      const response = await post({ messages: [{ role: 'user', content: 'hi' }], ...fields });
      expect(response.status).toBe(param === 'model' ? 404 : 400);
      expect(await response.json()).toMatchObject({ error: { param, type: 'invalid_request_error' } });
    },
    PATIENCE,
  );

  it(
    'gives the cosines that the authors of its embedding model tell',
    async () => {
      const input = [
        'That is a happy person',
        'That is a happy dog',
        'That is a very happy person',
        'Today is a sunny day',
      ];
      const body = JSON.stringify({ model: 'all-MiniLM-L6-v2', input });
      const response = await fetch(`${base}/embeddings`, { method: 'POST', body });
      const { data } = (await response.json()) as { data: { embedding: number[] }[] };
      const [first = []] = data.map(({ embedding }) => embedding);
      const cosines = data
        .slice(1)
        .map(({ embedding }) => embedding.reduce((sum, x, at) => sum + x * (first[at] ?? 0), 0));
      for (const [at, cosine] of [0.69457, 0.94291, 0.25687].entries()) expect(cosines[at]).toBeCloseTo(cosine, 4);
    },
    PATIENCE,
  );

  it(
    'gives a picture the vector of what the specialists say of it, and says that they do',
    async () => {
      const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#1f8f3a' } })
        .png()
        .toBuffer();
      const url = `data:image/png;base64,${picture.toString('base64')}`;
      const vectorOf = async (fields: object) => {
        const body = JSON.stringify({ model: 'all-MiniLM-L6-v2', ...fields });
        const response = await fetch(`${base}/embeddings`, { method: 'POST', body });
        return (await response.json()) as { system_fingerprint?: string; data: { embedding: number[] }[] };
      };
      const seen = await vectorOf({
        messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
      });
      const said = await vectorOf({ input: 'A photo, mostly green' });
      expect(seen.system_fingerprint).toMatch(/^describer:centernet.*\+all-MiniLM-L6-v2$/);
      expect(said).not.toHaveProperty('system_fingerprint');
      expect(seen.data).toEqual(said.data);
    },
    PATIENCE,
  );

  it('lists its models and counts its requests', async () => {
    const models = (await (await fetch(`${base}/models`)).json()) as { data: { id: string }[] };
    expect(models.data.map(({ id }) => id)).toEqual(['SmolLM2-135M-Instruct', 'all-MiniLM-L6-v2']);
    expect(await (await fetch(base.replace('/v1', '/metrics'))).text()).toContain('vllm:num_requests_waiting{');
  });
});

it(
  'without Python ends with 4 and one sentence that names the way out',
  async () => {
    const child = spawn(process.execPath, [serve], { env: { PATH: '/nowhere' }, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(4);
    expect(said).toMatch(/^The local model needs Python .*models\.<name>\.baseUrls.*\.\n$/);
  },
  PATIENCE,
);

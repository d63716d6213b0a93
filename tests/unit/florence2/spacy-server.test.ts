import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spacySidecar } from '../../../activities/language/spacy-sidecar.ts';
import { richnessOf } from '../../../recipes/florence2/language/richness.ts';

const path = (relative: string): string => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));

let server: ChildProcess;
let address: string;

/** The server as it is, on a scripted spaCy. */
beforeAll(async () => {
  const env = { ...process.env, PYTHONPATH: path('tests/scripted-spacy'), PYTHONDONTWRITEBYTECODE: '1' };
  const args = [path('infra/spacy/serve.py'), '--model', 'scripted', '--port', '0'];
  server = spawn('python3', args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  if (!server.stdout) throw new Error('the server has no output');
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  address = /http:\S+/.exec(line.toString())?.[0] ?? '';
});
afterAll(async () => {
  if (server.kill()) await once(server, 'exit');
});

const ask = async (where: string, body?: string) => {
  const response = await fetch(new URL(where, address), body === undefined ? {} : { method: 'POST', body });
  return { status: response.status, answer: await response.json() };
};

describe('the spaCy server', () => {
  it('gives the arcs that complexity is counted by: dog 3, ball 3, park 2, chases 3', async () => {
    const tokens = await spacySidecar({ MMSYNTH_SPACY_URL: address })('A brown dog chases a red ball in the park.');
    const { objectComplexity, ...counts } = richnessOf(tokens);
    expect(objectComplexity).toBeCloseTo(8 / 3);
    expect(counts).toMatchObject({ objects: 3, attributes: 2, actions: 1, actionComplexity: 3, objectDegree: 3 });
  });

  it('makes no tokens of runs of spaces, and keeps letters of every script', async () => {
    const { answer } = await ask('/parse', JSON.stringify({ text: ' café \n\n 猫 ' }));
    expect(answer).toMatchObject({ tokens: [{ text: 'café', head: null }, { text: '猫' }] });
    expect((answer as { tokens: unknown[] }).tokens).toHaveLength(2);
  });

  it('has no tokens for an empty text', async () => {
    expect(await ask('/parse', '{"text": ""}')).toEqual({ status: 200, answer: { tokens: [] } });
  });

  it.each(['nope', '[1]', '{"txt": 1}', '{"text": 7}'])('refuses %s and goes on', async (body) => {
    expect(await ask('/parse', body)).toMatchObject({ status: 400, answer: { error: expect.any(String) } });
    expect(await ask('/health')).toEqual({ status: 200, answer: { model: 'scripted' } });
  });

  it('knows no other paths', async () => {
    expect(await ask('/', '{"text": "x"}')).toMatchObject({ status: 404 });
    expect(await ask('/')).toMatchObject({ status: 404 });
  });
});

import { describe, expect, it } from '@jest/globals';
import { modelsIdentity } from '../../../activities/campaigns/identity.ts';
import { modelSettings } from '../../../activities/campaigns/model-settings.ts';
import { callKey, type CallPlace } from '../../../activities/shard-runner/call-key.ts';
import { canonicalRequest, resolveRole } from '../../../activities/shard-runner/canonical-request.ts';
import type { InferCall } from '../../../recipes/services.ts';

const place: CallPlace = {
  root: 'root',
  round: 1,
  stage: 'evolve',
  item: 'item',
  call: 'judge/2',
  sample: 0,
  ask: 0,
};
const call: InferCall<string> = {
  name: 'judge/2',
  model: 'judge',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'image', sha256: 'aa' },
        { type: 'text', text: 'Judge.' },
      ],
    },
  ],
  parse: (text) => ({ ok: true, value: text }),
};
const settings = { model: 'm', baseUrls: ['http://127.0.0.1:1/v1'] };

const keyOf = (at: CallPlace = place, asked: InferCall<string> = call, model: object = settings) => {
  const models = modelsIdentity({ judge: modelSettings.parse(model) });
  return callKey(at, canonicalRequest(models['judge']!, asked, asked.messages));
};

describe('the key of a call', () => {
  it.each(
    Object.entries({
      root: 'fork',
      round: 2,
      stage: 'curate',
      item: 'other',
      call: 'judge/3',
      sample: 1,
      ask: 1,
      revision: 2,
    }),
  )('changes with the %s', (field, value) => {
    expect(keyOf({ ...place, [field]: value }).key).not.toBe(keyOf().key);
    expect(keyOf({ ...place, [field]: value }).request).toBe(keyOf().request);
  });

  it.each([
    ['the text', { messages: [{ role: 'user' as const, content: 'Judge again.' }] }],
    ['the image', { messages: [{ role: 'user' as const, content: [{ type: 'image' as const, sha256: 'bb' }] }] }],
    ['the length', { maxTokens: 7 }],
    ['the temperature', { temperature: 0 }],
    ['the schema', { schema: { name: 'verdict', schema: { type: 'object' } } }],
  ])('changes with %s of the request', (_, change) => {
    expect(keyOf(place, { ...call, ...change }).key).not.toBe(keyOf().key);
  });

  it.each([
    { model: 'n' },
    { maxTokens: 5 },
    { temperature: 0.5 },
    { topP: 0.5 },
    { responseFormat: 'text' },
    { image: { maxSide: 256 } },
    { image: { detail: 'high' } },
    { extra: { top_k: 1 } },
  ])('changes with the model’s %p', (change) => {
    expect(keyOf(place, call, { ...settings, ...change }).key).not.toBe(keyOf().key);
  });

  it.each([
    { baseUrls: ['https://elsewhere.example/v1', 'embedded'] },
    { apiKeyEnv: 'SECRET' },
    { concurrency: 1 },
    { timeoutSeconds: 1 },
    { price: { prompt: 1, completion: 2 } },
    { image: { as: 'presigned' } },
  ])('stays with another %p, which changes no answer', (change) => {
    expect(keyOf(place, call, { ...settings, ...change })).toEqual(keyOf());
  });

  it('makes the sampling seed, a whole number of 28 bits', () => {
    const seeds = [0, 1, 2, 3].map((sample) => keyOf({ ...place, sample }).seed);
    expect(new Set(seeds).size).toBe(4);
    for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 28).toBe(true);
  });
});

describe('the role that answers', () => {
  const model = modelsIdentity({ any: modelSettings.parse(settings) })['any']!;
  it('is the one asked for, else the generator, else the only one', () => {
    expect(resolveRole({ judge: model, generator: model }, 'judge')).toBe('judge');
    expect(resolveRole({ other: model, generator: model }, 'judge')).toBe('generator');
    expect(resolveRole({ judge: model }, 'generator')).toBe('judge');
  });
});

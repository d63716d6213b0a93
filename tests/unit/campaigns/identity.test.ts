import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { claimIdentity, firstDifference, identityOf, readIdentity } from '../../../activities/campaigns/identity.ts';
import { operationsOf } from '../../../activities/campaigns/operations.ts';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { memoryStore } from '../../memory-store.ts';
import { plainSpec, readSpecOf } from './spec-file.ts';

const seed = 'sha256 of the seed file';
const identityFor = async (assignments: readonly string[], sha256 = seed) =>
  identityOf(await readSpecOf(plainSpec, assignments), { seed: sha256, parts: {} });

const operation = fc.oneof(
  fc.integer({ min: 1, max: 5000 }).map((n) => `window=${n}`),
  fc.integer({ min: 2, max: 600 }).map((n) => `heartbeatSeconds=${n}`),
  fc.integer({ min: 1, max: 4096 }).map((n) => `models.generator.concurrency=${n}`),
  fc.integer({ min: 1, max: 4096 }).map((n) => `models.generator.timeoutSeconds=${n}`),
  fc.webUrl().map((url) => `models.generator.baseUrls=[${JSON.stringify(url)}]`),
  fc.stringMatching(/^[A-Z_]{1,9}$/).map((name) => `models.generator.apiKeyEnv=${name}`),
  fc.nat().map((n) => `models.generator.price={prompt: ${n}, completion: 1}`),
  fc.constantFrom('data', 'presigned').map((as) => `models.generator.image.as=${as}`),
  fc.constantFrom('a.jsonl', '/data/b.json').map((file) => `input.file=${file}`),
  fc.constantFrom('photos', '/photos').map((folder) => `input.images=${folder}`),
  fc.integer({ min: 1, max: 1e6 }).map((n) => `budget.tokens=${n}`),
);

const changes = [
  ['seed=1', 'seed'],
  ['input.limit=3', 'input.limit'],
  ['shardItems=8', 'shardItems'],
  ['options.system=Be brief.', 'options.system'],
  ['models.generator.model=other', 'models.generator.model'],
  ['models.generator.maxTokens=5', 'models.generator.maxTokens'],
  ['models.generator.temperature=0', 'models.generator.temperature'],
  ['models.generator.topP=0.5', 'models.generator.topP'],
  ['models.generator.responseFormat=text', 'models.generator.responseFormat'],
  ['models.generator.image.maxSide=64', 'models.generator.image.maxSide'],
  ['models.generator.image.detail=high', 'models.generator.image.detail'],
  ['models.generator.extra={top_k: 4}', 'models.generator.extra.top_k'],
  ['models.judge={model: j, baseUrls: [embedded]}', 'models.judge'],
] as const;

describe('the identity of a campaign', () => {
  it('is not changed by operations, whichever', async () => {
    const plain = await identityFor([]);
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 6 }), async (assignments) => {
        expect(await identityFor(assignments)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it.each(changes)('is changed by %s, and the conflict names %s', async (assignment, field) => {
    const store = memoryStore();
    expect(await claimIdentity(store, await identityFor([]))).toBe('created');
    await expect(claimIdentity(store, await identityFor([assignment]))).rejects.toMatchObject({
      code: 'identity_conflict',
      exitCode: 5,
      message: `campaign 'photos' exists with another ${field}: choose another campaign id, or set ${field} back to what it was.`,
    });
    expect(await readIdentity(store, 'photos')).toEqual(await identityFor([]));
  });

  it('is changed by the seed file’s bytes and by the recipe', async () => {
    const plain = await identityFor([]);
    expect(firstDifference(plain, await identityFor([], 'other'))).toBe('input.sha256');
    expect(firstDifference(plain, { ...plain, recipe: 'mmevol' })).toBe('recipe');
  });

  it('attaches to the same one, defaults written out or not', async () => {
    const store = memoryStore();
    await claimIdentity(store, await identityFor([]));
    const { shardItems } = await identityFor([]);
    const spelled = await identityFor([
      'seed=0',
      `shardItems=${shardItems}`,
      'models.generator.temperature=1',
      'window=9',
    ]);
    expect(await claimIdentity(store, spelled)).toBe('attached');
  });

  it('and the operations together hold every field of a model', async () => {
    const { spec } = await readSpecOf(plainSpec);
    const held = new Set([
      ...Object.keys(identityOf(await readSpecOf(plainSpec), { seed, parts: {} }).models['generator'] ?? {}),
      ...Object.keys(operationsOf(spec).models['generator'] ?? {}),
    ]);
    for (const field of Object.keys(spec.models['generator'] ?? {})) expect(held).toContain(field);
  });
});

describe('the first difference', () => {
  it('is none exactly where the canonical JSON is the same', () => {
    const value = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const found = firstDifference(a, b);
        expect(found === undefined).toBe(canonicalJson(a) === canonicalJson(b));
      }),
    );
  });

  it('names the first field in alphabetical order', () => {
    expect(firstDifference({ a: { x: 1, y: 2 }, b: 1 }, { a: { x: 1, y: 3 }, b: 2 })).toBe('a.y');
    expect(firstDifference({ a: [1, 2] }, { a: [1, 3] })).toBe('a');
    expect(firstDifference({ b: 1 }, { a: 1, b: 1 })).toBe('a');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fileKey } from '../../../activities/artifacts/keys.ts';
import { createTokenCounter, readTokenizer } from '../../../activities/tokenizer/token-counter.ts';
import { memoryStore } from '../../memory-store.ts';
import { tinyTokenizer } from '../../tokenizer.ts';

const bytes = Buffer.from(JSON.stringify(tinyTokenizer()));

describe('a tokenizer of the user', () => {
  const count = readTokenizer(bytes);

  it('counts what its merges leave', () => {
    expect([count('abc'), count('the'), count('this'), count(''), count('é')]).toEqual([3, 1, 3, 0, 2]);
  });

  it('knows its marks as one token each', () => {
    expect(count('<|im_start|>user\n')).toBe(6);
  });

  it('has at most a token a byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(count(text)).toBeLessThanOrEqual(Buffer.byteLength(text));
      }),
    );
  });

  it('that is none is the spec’s fault', () => {
    expect(() => readTokenizer(Buffer.from('{"x":'))).toThrow(/input\.files\.tokenizer/);
    expect(() => readTokenizer(Buffer.from('{}'))).toThrow(/input\.files\.tokenizer/);
  });

  it('is read from the store once', async () => {
    const store = memoryStore();
    await store.putOnce(fileKey('x'), bytes, 'application/json');
    let gets = 0;
    const counter = createTokenCounter({ ...store, get: (key) => ((gets += 1), store.get(key)) });
    expect(await Promise.all([counter('x', 'ab'), counter('x', 'abc')])).toEqual([2, 3]);
    expect(gets).toBe(1);
    await expect(counter('y', 'ab')).rejects.toThrow('not in the store');
  });
});

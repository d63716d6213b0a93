import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { hashOf, sha256, uniformFrom } from '../../../recipes/sha256.ts';

const json = fc.jsonValue({ stringUnit: 'binary' }).filter((value) => !Object.is(value, -0));

/** The same value with every object's keys put in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner)] as const);
  return Object.fromEntries(entries.toReversed());
}

describe('canonical JSON', () => {
  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        // JSON has no negative zero.
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(json, (value) => expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))));
  });

  it('is a fixed point: reading and writing again changes nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        const once = canonicalJson(value);
        expect(canonicalJson(JSON.parse(once))).toBe(once);
      }),
    );
  });

  it('differs for values that differ', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const [x, y] = [canonicalJson(a), canonicalJson(b)];
        expect(isDeepStrictEqual(JSON.parse(x), JSON.parse(y))).toBe(x === y);
      }),
    );
  });

  it('sorts keys by code unit, leaves undefined out and has no white space', () => {
    expect(canonicalJson({ b: [1, { z: null, a: 'é\n' }], B: undefined, a: 1e21, 10: true, 9: false })).toBe(
      '{"10":true,"9":false,"a":1e+21,"b":[1,{"a":"é\\n","z":null}]}',
    );
  });

  it.each([Number.NaN, Infinity, -Infinity, 10n, () => 1, Symbol('s'), undefined])('%p is no JSON value', (value) => {
    expect(() => canonicalJson([value])).toThrow(TypeError);
  });

  it('of a lone surrogate can be written as UTF-8 and read back', () => {
    const text = canonicalJson('\ud800');
    expect(JSON.parse(Buffer.from(text, 'utf8').toString('utf8'))).toBe('\ud800');
  });
});

describe('hashes', () => {
  it('are the sha256 of the canonical JSON', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hashOf({ b: 1, a: 2 })).toBe(sha256('{"a":2,"b":1}'));
  });

  it('draw uniformly in [0, 1), the same for the same parts', () => {
    const draws = Array.from({ length: 4_000 }, (_, i) => uniformFrom(7, 'evolve', i));
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    expect(uniformFrom(7, 'evolve', 3)).toBe(draws[3]);
    expect(uniformFrom('ab', 'c')).not.toBe(uniformFrom('a', 'bc'));
  });
});

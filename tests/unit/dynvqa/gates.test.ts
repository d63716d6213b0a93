import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  answersFully,
  answerTokens,
  independentSources,
  majority,
  namesAny,
  occurrences,
  sourceOf,
  stating,
} from '../../../recipes/dynvqa/construct/gates.ts';
import { fillQuotas, paperShares } from '../../../recipes/dynvqa/construct/quotas.ts';
import type { Labels } from '../../../recipes/dynvqa/gold/labels.ts';
import { page } from './scenario.ts';

describe('gates of the construction', () => {
  it('counts documents of one host as one source', () => {
    const hits = [
      page('a', { url: 'https://www.news.example/1' }),
      page('b', { url: 'http://news.example:80/2' }),
      page('c'),
    ];
    expect(hits.map(sourceOf)).toEqual(['news.example', 'news.example', 'c']);
    expect(independentSources(hits)).toBe(2);
    expect(stating('text OF b', hits).map(({ docId }) => docId)).toEqual(['b']);
  });

  it('counts the tokens of an answer in its language', () => {
    expect(answerTokens('Ada Finch of Marlow', 'en')).toBe(4);
    expect(answerTokens('保时捷944', 'zh')).toBe(2);
  });

  it('finds a name as a word only, and Chinese names anywhere', () => {
    expect(namesAny('Who keeps the Marlow lighthouse?', ['marlow'])).toBe(true);
    expect(namesAny('Who keeps the Marlowe lighthouse?', ['Marlow'])).toBe(false);
    expect(namesAny('马洛灯塔的看守人是谁', ['马洛灯塔'])).toBe(true);
    expect(namesAny('a (b) c', ['(b)', ''])).toBe(true);
    expect(occurrences('the lamp', 'The lamp of the lamp')).toBe(2);
  });

  it('takes an answer with the whole gold, but no list of guesses', () => {
    expect(answersFully('It is Ada Finch.', ['Ada Finch'], 'en')).toBe(true);
    expect(answersFully('Ada', ['Ada Finch'], 'en')).toBe(false);
    expect(answersFully(`${'guess '.repeat(70)}Ada Finch`, ['Ada Finch'], 'en')).toBe(false);
  });

  it('wants two votes of three', () => {
    expect(majority(['fast', 'slow', 'fast'])).toBe('fast');
    expect(majority(['fast', 'slow', 'never'])).toBeNull();
  });
});

describe('fillQuotas', () => {
  const label = fc.record({
    updateFrequency: fc.constantFrom('fast', 'slow', 'never'),
    hops: fc.integer({ min: 1, max: 4 }),
    visualNeeded: fc.boolean(),
  }) as fc.Arbitrary<Partial<Labels>>;

  it('partitions the questions, in their order, and its word on the shares is true', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 120 }), (labels) => {
        const { kept, left, met } = fillQuotas(labels, paperShares);
        expect([...kept, ...left.map(({ index }) => index)].toSorted((a, b) => a - b)).toEqual(labels.map((_, i) => i));
        if (!met || kept.length === 0) return;
        const share = (test: (one: Partial<Labels>) => boolean) =>
          kept.filter((i) => test(labels[i]!)).length / kept.length;
        expect(Math.abs(share((one) => one.updateFrequency === 'fast') - paperShares.fast)).toBeLessThanOrEqual(
          0.05 + 1e-9,
        );
        expect(Math.abs(share((one) => (one.hops ?? 0) > 2) - paperShares['hops>2'])).toBeLessThanOrEqual(0.05 + 1e-9);
      }),
    );
  });

  it('brings a set that is too fast and too visual into its shares', () => {
    const labels = Array.from({ length: 300 }, (_, i): Partial<Labels> => ({
      updateFrequency: i % 2 === 0 ? 'fast' : i % 4 === 1 ? 'slow' : 'never',
      hops: i % 3 === 0 ? 3 : 2,
      visualNeeded: i % 5 !== 0,
    }));
    const { met, kept } = fillQuotas(labels, paperShares);
    expect(met).toBe(true);
    expect(kept.length).toBeGreaterThan(80);
  });

  it('leaves a set without targets alone', () => {
    expect(fillQuotas([{ hops: 3 }, { hops: 1 }], {})).toEqual({ kept: [0, 1], left: [], met: true });
  });
});

import { describe, expect, it } from '@jest/globals';
import { encodeVector } from '../../../recipes/embedding.ts';
import { dynvqaOptions } from '../../../recipes/dynvqa/options.ts';
import { benchmarkFilter, type Fingerprint } from '../../../recipes/dynvqa/export/benchmark-filter.ts';
import type { BenchmarkQuestion } from '../../../recipes/dynvqa/export/benchmark-question.ts';
import { recipe } from '../../../recipes/dynvqa/recipe.ts';

const question: BenchmarkQuestion = {
  question_id: 'b1',
  query: 'Who is the warden of the Tarn canyon?',
  image_sha256: 'a'.repeat(64),
  phash: '00000000000000ff',
  vector: encodeVector([1, 0, 0]),
};
const other: Fingerprint = {
  query: 'Which river feeds lake Orley?',
  language: 'en',
  sha256: 'b'.repeat(64),
  phash: 'ffffffffffffffff',
  vector: encodeVector([0, 1, 0]),
};

function ruleOf(episode: Partial<Fingerprint>, of: BenchmarkQuestion = question) {
  const filter = benchmarkFilter();
  filter.add(of);
  return filter.leakOf({ ...other, ...episode })?.rule;
}

describe('benchmarkFilter', () => {
  it('lets an episode pass that has nothing of the benchmark', () => {
    expect(ruleOf({})).toBeUndefined();
  });

  it('knows a picture by its content, and a copy up to six bits of its hash', () => {
    expect(ruleOf({ sha256: 'a'.repeat(64) })).toBe('same_picture');
    expect(ruleOf({ phash: '000000000000003f' })).toBe('same_picture');
    expect(ruleOf({ phash: '00000000000000c0' })).toBe('same_picture');
    expect(ruleOf({ phash: '0000000000000180' })).toBeUndefined();
  });

  it('knows a query by its words, in any order, letter case and with any marks', () => {
    expect(ruleOf({ query: 'who is the Warden of the TARN canyon' })).toBe('same_words');
    expect(ruleOf({ query: 'Of the Tarn canyon: who is the warden?' })).toBe('same_words');
  });

  it('knows a query by a long run of its words, in both languages', () => {
    const longer = 'Who is the warden of the Tarn canyon and where was that person born?';
    expect(ruleOf({ query: longer })).toBe('shared_words');
    const chinese = { ...question, query: '目前担任马洛灯塔首席看守人的那位女士叫什么名字' };
    expect(ruleOf({ query: `请问${chinese.query}，出生在哪里？`, language: 'zh' }, chinese)).toBe('shared_words');
    expect(ruleOf({ query: '马洛灯塔建于哪一年？', language: 'zh' }, chinese)).toBeUndefined();
  });

  it('knows a query by its vector from a cosine of 0.95 on', () => {
    expect(ruleOf({ vector: encodeVector([0.96, Math.sqrt(1 - 0.96 ** 2), 0]) })).toBe('near_query');
    expect(ruleOf({ vector: encodeVector([0.94, Math.sqrt(1 - 0.94 ** 2), 0]) })).toBeUndefined();
    const { vector: _, ...without } = question;
    expect(ruleOf({ vector: encodeVector([1, 0, 0]) }, without)).toBeUndefined();
  });

  it('needs an embedder in the spec only where queries are compared by vectors', () => {
    const rolesWith = (changes: object) =>
      recipe.rolesOf?.(dynvqaOptions.parse({ task: 'answer', trajectories: true, ...changes }));
    expect(rolesWith({})).toEqual([]);
    expect(rolesWith({ embedQueries: true })).toEqual(['embedder']);
    expect(rolesWith({ trajectories: false, embedQueries: true })).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { leaks } from '../../../recipes/dynvqa/agent/leak-guard.ts';
import { page, picture } from './scenario.ts';

const guard = { image: picture, phash: '00000000000000ff', blocked: ['answers.example', 'news.example/keys'] };
const at = (url: string) => leaks(page('d', { url }), guard);
const image = (phash: string, sha256 = 'b'.repeat(64)) => ({ sha256, phash, width: 8, height: 8 });

describe('the leak guard', () => {
  it.each([
    'https://huggingface.co/datasets/zhzhen23/DynVQA/viewer',
    'https://www.github.com/Alibaba-NLP/OmniSearch#readme',
    'http://huggingface.co:80/datasets/zhzhen23%2FDynVQA',
    'https://arxiv.org/pdf/2411.02937v2',
    'https://openreview.net/forum?id=VvDFYsQl0b',
    'https://answers.example/anything',
    'https://m.answers.example./',
    'https://news.example/keys/1',
  ])('keeps back %s', (url) => {
    expect(at(url)).toBe(true);
  });

  it.each([
    'https://huggingface.co/datasets/other/set',
    'https://example.org/?from=https://github.com/alibaba-nlp/omnisearch',
    'https://myanswers.example/',
    'https://news.example/sport',
    'no address',
  ])('lets %s pass', (url) => {
    expect(at(url)).toBe(false);
  });

  it("keeps back the question's own picture out of the benchmark, resized ones too, and no other", () => {
    const shows = (found: ReturnType<typeof image>, benchmark: boolean) =>
      leaks(page('d', { image: found, benchmark }), guard);
    expect(shows(image('ffffffffffffffff', picture), true)).toBe(true);
    expect(shows(image('00000000000000fe'), true)).toBe(true);
    expect(shows(image('00000000ffffffff'), true)).toBe(false);
    expect(shows(image('00000000000000ff', picture), false)).toBe(false);
  });

  it('keeps back documents of the benchmark', () => {
    expect(leaks(page('d', { benchmark: true }), guard)).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { repeatedShare } from '../../../recipes/florence2/filter/repeated-share.ts';
import { siftPhrases } from '../../../recipes/florence2/filter/sift-phrases.ts';
import { siftTexts } from '../../../recipes/florence2/filter/sift-texts.ts';
import { rulesParser } from '../../../recipes/florence2/language/rules-parser.ts';
import { richnessOf } from '../../../recipes/florence2/language/richness.ts';
import type { PhraseAnnotation, TextAnnotation } from '../../../recipes/florence2/annotations/annotation.ts';
import { optionsOf, region, sourceOf, textOf } from './scenario.ts';

const parser = rulesParser();
const measured = (annotation: TextAnnotation) => {
  const tokens = parser.parse(annotation.text);
  return { annotation, tokens, richness: richnessOf(tokens) };
};
const filters = (given: Record<string, unknown> = {}) => optionsOf({ filters: given }).filters;
const reasonOf = (text: TextAnnotation, given: Record<string, unknown> = {}, labels: readonly string[] = []) =>
  siftTexts(
    [measured(text)],
    labels.map((label) => region(label, [0, 0, 9, 9])),
    filters(given),
  ).dropped[0]?.reason ?? 'kept';

describe('the filters of texts', () => {
  it.each([
    ['A brown dog chases a red ball in the park.', {}, [], 'kept'],
    ['Dog.', {}, [], 'few_words'],
    ['A brown dog chases a red ball in the park.', { tokens: { brief: [3, 5] } }, [], 'many_words'],
    ['A brown dog chases a red ball in the park.', { objects: { brief: 2 } }, [], 'many_objects'],
    ['Dogs bark loudly.', {}, [], 'low_object_complexity'],
    ['a red ball on a red ball on a red ball on a red ball', {}, [], 'repetitive'],
    ['A brown dog chases a red ball in the park.', { script: 'han' }, [], 'wrong_script'],
    ['A brown dog chases a red ball in the park.', {}, ['person'], 'ungrounded'],
    ['A brown dog chases a red ball in the park.', {}, ['dog', 'sports ball'], 'kept'],
  ] as const)('%s %j by regions %j: %s', (text, given, labels, reason) => {
    expect(reasonOf(textOf(text), given, labels)).toBe(reason);
  });

  it('ask a detailed text for actions, a brief one not', () => {
    const text =
      'A big brown dog with a long tail and a red collar in the green grass of a quiet park under a blue sky.';
    expect(reasonOf(textOf(text))).toBe('kept');
    expect(reasonOf(textOf(text, { granularity: 'detailed' }))).toBe('low_action_complexity');
  });

  it('let a template stand, for it says what the boxes say', () => {
    expect(reasonOf(textOf('A dog.', { source: sourceOf('template') }))).toBe('kept');
  });
});

describe('repeatedShare', () => {
  it('is the share of words in a run of four that came before', () => {
    expect(repeatedShare('a b c d e a b c d'.split(' '))).toBeCloseTo(4 / 9);
    expect(repeatedShare(['a', 'a', 'a'])).toBe(0);
  });
});

describe('the filters of phrases', () => {
  const text = textOf('It shows a green car and a house.');
  const phrase = (words: string, given: Partial<PhraseAnnotation> = {}): PhraseAnnotation => {
    const from = text.text.indexOf(words);
    return {
      id: `phrase ${words}`,
      class: 'text_phrase_region',
      granularity: 'brief',
      text: text.text,
      span: [from, from + words.length],
      phrase: words,
      geometry: { type: 'box', pixels: [0, 0, 100, 100] },
      score: null,
      scoreKind: 'none',
      source: sourceOf('model'),
      parents: [],
      ...given,
    };
  };
  const outcome = (one: PhraseAnnotation, others: readonly PhraseAnnotation[] = [], texts = [text]) =>
    siftPhrases([...others, one], texts, filters({ blacklist: ['house'] })).dropped.find(
      ({ annotation }) => annotation === one,
    )?.reason ?? 'kept';

  it('keep what names a thing, and no pronoun or listed word', () => {
    expect(outcome(phrase('a green car'))).toBe('kept');
    expect(outcome(phrase('It'))).toBe('blacklisted_phrase');
    expect(outcome(phrase('a house'))).toBe('blacklisted_phrase');
  });

  it('ask for the text, its very words, a score and a place', () => {
    expect(outcome(phrase('a green car'), [], [])).toBe('text_dropped');
    expect(outcome(phrase('a green car', { span: [0, 3] }))).toBe('phrase_not_in_text');
    expect(outcome(phrase('a green car', { score: 0.2 }))).toBe('low_score');
    expect(outcome(phrase('a green car', { geometry: { type: 'box', pixels: [5, 5, 5, 9] } }))).toBe('zero_area');
  });

  it('ask an outline to fit the box it was made for', () => {
    const box = phrase('a green car');
    const outline = (pixels: number[]): PhraseAnnotation =>
      phrase('a green car', { id: 'outline', parents: [box.id], geometry: { type: 'polygons', pixels: [pixels] } });
    expect(outcome(outline([0, 0, 100, 0, 100, 100, 0, 100]), [box])).toBe('kept');
    expect(outcome(outline([0, 0, 60, 0, 60, 60]), [box])).toBe('polygon_off_box');
  });
});

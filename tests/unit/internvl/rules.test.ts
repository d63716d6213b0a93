import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyRules } from '../../../recipes/internvl/rules/apply-rules.ts';
import { loopMeasure, ngramMeasures } from '../../../recipes/internvl/rules/ngram-rules.ts';
import { ruleSettings } from '../../../recipes/internvl/rules/settings.ts';
import { structureFaults } from '../../../recipes/internvl/rules/structure-rules.ts';
import { sample, type Sample } from '../../../recipes/internvl/samples/sample.ts';

const settings = ruleSettings.parse({});
const image = { sha256: 'a', width: 640, height: 480, bytes: 50_000, deviation: 50 };
const answering = (answer: string, more: Partial<Sample> = {}): Sample => ({
  conversations: [
    { from: 'human', value: 'What is there?' },
    { from: 'gpt', value: answer },
  ],
  domain: 'general',
  ...more,
});
const flagged = (one: Sample) => applyRules(one, settings).map(({ rule }) => rule);
const paragraph =
  'The table above says what was seen on each of the four days, and the one below where the figures come from. ' +
  'They were taken in spring, before the river rose, and read again by a second person in the same week.';
const words = (n: number) => Array.from({ length: n }, (_, i) => `w${i}`);

describe('R1', () => {
  const cycle = [...words(12), ...words(12), ...words(12)].join(' ');
  const twice = [...words(20), ...words(20)].join(' ');
  it.each([
    ['one word 30 times', Array(30).fill('x').join(' '), 1 / 21, 1],
    ['12 words three times', cycle, 12 / 27, 1],
    ['20 words twice', twice, 11 / 31, 22 / 31],
    ['30 different words', words(30).join(' '), 0, 0],
  ])('measures %s in both forms', (_, text, distinct, occurrence) => {
    expect(loopMeasure(text, { ...settings, ngramForm: 'distinct' }).value).toBeCloseTo(distinct, 10);
    expect(loopMeasure(text, settings).value).toBeCloseTo(occurrence, 10);
  });
  it('counts characters in text without spaces', () => {
    expect(flagged(answering('我们看见一只猫在椅子上睡觉并且窗外正在下雨天空很暗'.repeat(4)))).toContain(
      'R1_ngram_loop',
    );
    expect(flagged(answering('我们看见一只猫在椅子上睡觉并且窗外正在下雨天空很暗。'))).toEqual([]);
  });
});

describe('R5 and R6', () => {
  it('give the shares of a hand-counted text', () => {
    // The pair "aa bb" of 5 characters stands twice in 14; scanned without its space it is 4 characters seen before.
    const text = 'aa bb cc aa bb';
    const measures = ngramMeasures(text, {
      ...settings,
      topNgramCharacters: { 2: 0.2 },
      duplicateNgramCharacters: { 2: 0.1 },
    });
    expect(measures.map(({ value }) => value)).toEqual([10 / 14, 4 / 14]);
  });
});

describe('rules on a sample', () => {
  it.each<[string, Sample, string]>([
    ['a digit run', answering(`It is ${'7'.repeat(41)}.`), 'R7_digit_run'],
    ['zeros with separators', answering(`It is ${Array(21).fill('0').join(', ')}.`), 'R8_zero_run'],
    ['a run of one character', answering(`No${'o'.repeat(40)}!`), 'R10_character_run'],
    ['a word of more than 1000 characters', answering('ab'.repeat(600)), 'R11_word_length'],
    ['a sentence without end', answering(words(513).join(' ')), 'R9_sentence_length'],
    ['mostly special characters', answering('a $%^&*( b $%^&*( c $%'), 'R12_special_characters'],
    ['lines that repeat', answering(['a dog', 'a cat', 'a dog', 'a dog', 'a dog'].join('\n')), 'R2_duplicate_lines'],
    ['an empty answer', answering(' '), 'R13_empty_or_echo'],
    ['an echo', answering('what is there?'), 'R13_empty_or_echo'],
    ['a placeholder in the answer', answering('See <image>.'), 'R13_empty_or_echo'],
    ['a box outside', answering('<box>[[10, 10, 1200, 20]]</box>'), 'R14_structure'],
    ['a box turned round', answering('<box>[[500, 10, 100, 20]]</box>'), 'R14_structure'],
    ['a blank image', answering('A wall.', { image: { ...image, deviation: 1 } }), 'R15_image'],
    ['a narrow image', answering('A line.', { image: { ...image, height: 40 } }), 'R15_image'],
    ['a tiny image', answering('A dot.', { image: { ...image, width: 20, height: 20 } }), 'R15_image'],
    ['an image of few bytes', answering('A dot.', { image: { ...image, bytes: 500 } }), 'R15_image'],
  ])('find %s', (_, one, rule) => {
    expect(flagged(one)).toContain(rule);
  });

  it.each<[string, Sample]>([
    ['a short answer', answering('Yes.')],
    ['a number of 40 digits', answering('1234567890'.repeat(4))],
    ['a drawn line', answering(`Title\n${'-'.repeat(60)}\n${paragraph}`)],
    ['code that repeats its lines', answering(Array(8).fill('  }').join('\n'), { domain: 'code' })],
    [
      'digits of boxes',
      answering(
        `<ref>cat</ref><box>[[${Array.from({ length: 11 }, (_, i) => `${10 * i}, ${20 * i}, ${10 * i + 5}, ${20 * i + 9}`).join('], [')}]]</box>`,
        {
          domain: 'grounding',
        },
      ),
    ],
    ['an image with one placeholder', answering('A cat.', { image })],
  ])('leave %s alone', (_, one) => {
    expect(flagged(one)).toEqual([]);
  });

  it('name the worst value and what it was held against', () => {
    expect(applyRules(answering(`It is ${'1234567890'.repeat(5)}.`), settings)).toEqual([
      { rule: 'R7_digit_run', value: 50, threshold: 40, turn: 1 },
    ]);
  });

  it('never throw, and give at most one verdict a rule', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: fc.constantFrom('human', 'gpt', 'system', 'x'), value: fc.string() }), {
          minLength: 1,
        }),
        (conversations) => {
          const rules = flagged(sample.parse({ conversations }));
          expect(new Set(rules).size).toBe(rules.length);
        },
      ),
    );
  });
});

describe('R14', () => {
  const faults = (from: readonly string[], more: Partial<Sample> = {}) =>
    structureFaults({
      conversations: from.map((one) => ({ from: one, value: '<image>x' })),
      domain: 'general',
      ...more,
    });
  it.each([[['gpt', 'human']], [['human', 'human']], [['human', 'gpt', 'human']], [['system']], [['tool', 'gpt']]])(
    'refuses the roles %j',
    (from) => expect(faults(from)).toContain('roles'),
  );
  it('takes a system turn before the first', () => expect(faults(['system', 'human', 'gpt'], { image })).toEqual([]));
  it('counts placeholders against images', () => {
    expect(faults(['human', 'gpt'])).toEqual(['image_count']);
    expect(faults(['human', 'gpt', 'human', 'gpt'], { image })).toEqual(['image_count']);
  });
});

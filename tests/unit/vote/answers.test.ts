import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isWellFormed,
  officialChoice,
  readAnswer,
  readOfficially,
  type AnswerForm,
} from '../../../recipes/vote/index.ts';

const four: AnswerForm = { kind: 'choice', options: ['a red car', 'a blue car', 'two dogs', 'nothing'] };
const read = (text: string, form: AnswerForm = four): string | null => readAnswer(text, form);
const official = (text: string, draw = 0): string => officialChoice(text, four.options, () => draw);

describe('the letter of a multiple-choice answer', () => {
  it.each([
    ['…so (C). Answer: B', 'B'],
    ['Answer: A\nWait, no.\nAnswer: **D**', 'D'],
    ['A is wrong, (D) fits, (B) no', 'B'],
    ['B', 'B'],
    ['(c)', null],
    ['c.', 'C'],
    ['Final answer: (A) a red car', 'A'],
    ['The answer is A because it is red.', 'A'],
    ['It could be any, but B it is', 'B'],
    ['Answer: \\boxed{C}', 'C'],
    ['So we get \\boxed{\\text{D}}.', 'D'],
    ['a blue car', 'B'],
    ['Answer: two dogs', 'C'],
    ['At first a red car seems right, but what stands there is a blue car', 'B'],
    ['<think>(A) or (B)?</think> (C)', 'C'],
    ['答案：B', 'B'],
  ])('is read from %j', (text, letter) => {
    expect(read(text)).toBe(letter);
  });

  it.each(['I do not know', 'A dog walks on grass', 'Answer: E', '', 'B or C', 'Answer: Because of the light'])(
    'is not made up for %j',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it('stays the same whatever option is meant', () => {
    fc.assert(
      fc.property(fc.constantFrom('A', 'B', 'C', 'D'), fc.constantFrom('A', 'B', 'C', 'D'), (first, last) => {
        expect(read(`First I thought (${first}).\nAnswer: ${last}`)).toBe(last);
      }),
    );
  });
});

describe('the official reading of a choice', () => {
  it('takes a letter anywhere in the tail', () => {
    expect(official('Answer: Because of the light')).toBe('B');
  });

  it('takes the last of several bracketed letters', () => {
    expect(official('A is wrong, (D) fits, (B) no')).toBe('B');
  });

  it('draws an option where none can be read, the same for the same draw', () => {
    expect([official('no idea', 0), official('no idea', 0.6), official('no idea', 0.99)]).toEqual(['A', 'C', 'D']);
  });

  it('finds the option whose text stands last, in a text of more than five words', () => {
    expect(official('it is not a red car, rather a blue car')).toBe('B');
  });
});

describe('other kinds of answers', () => {
  it.each([
    ['number', '#### 1,234', '1234'],
    ['number', 'We have 3 boxes of 4, so 12 in all.', '12'],
    ['number', 'Answer: $0.50', '0.5'],
    ['number', 'Answer: \\boxed{\\frac{1}{4}}', '0.25'],
    ['number', 'Answer: 2 + 3 = 5', '5'],
    ['number', 'none', null],
    ['boxed', 'First \\boxed{1}, then \\boxed{\\frac{x}{2}}', 'x/2'],
    ['boxed', 'Answer: 2.50', '2.5'],
    ['boxed', '\\boxed{2\\frac{1}{2}}', '2.5'],
    ['number', '\\boxed{2\\tfrac12}', '2.5'],
    ['boxed', '\\boxed{\\frac{x+1}{2}}', '\\frac{x+1}{2}'],
    ['boxed', '\\boxed{\\dfrac{\\sqrt3}2}', '\\frac{\\sqrt{3}}2'],
    ['boxed', '\\boxed{\\left[0, 1\\right)}', '[0,1)'],
    ['boxed', '\\boxed{(1, 2)}', '(1,2)'],
    ['boxed', '\\boxed{(1,2)}', '(1,2)'],
    ['boxed', '\\boxed{(B)}', 'b'],
    ['boxed', '\\boxed{x = 5}', '5'],
    ['boxed', '\\boxed{45^\\circ}', '45'],
    ['boxed', '\\boxed{1,234}', '1234'],
    ['open', 'Answer: 1,2', '1,2'],
    ['boxed', '\\boxed{1 + ', null],
    ['open', 'Answer: The Eiffel Tower.', 'eiffel tower'],
    ['open', 'A cat', 'cat'],
    ['open', 'Long thoughts about the scene come first.\nSo what we see there is a large grey cat.', 'large grey cat'],
    ['open', 'Answer: 1,000', '1000'],
    ['open', '', null],
  ] as const)('%s: %j', (kind, text, answer) => {
    expect(read(text, { kind, options: [] })).toBe(answer);
  });

  it('an unbalanced box is the whole text for the official script only', () => {
    const form: AnswerForm = { kind: 'boxed', options: [] };
    expect(readOfficially('x \\boxed{1', form, () => 0)).toBe('x \\boxed{1');
    expect(readAnswer('x \\boxed{1', form)).toBeNull();
  });

  it('reads back any number it is given', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const rounded = Number(value.toFixed(3)) + 0;
        expect(Number(read(`Step 1.\nAnswer: ${rounded}`, { kind: 'number', options: [] }))).toBeCloseTo(rounded, 3);
      }),
    );
  });
});

describe('the form of a reasoned answer', () => {
  it.each([
    ['answer', 'B', false],
    ['answer', 'It has four legs.\nAnswer: B', true],
    ['boxed', 'It has four legs, so \\boxed{4}', true],
    ['boxed', 'It has four legs, so 4 is the answer', false],
    ['final', 'One line.\nAnother.\nFinal answer: 4', true],
    ['final', 'Final answer: 4', false],
    ['final', 'One.\nTwo.\nFinal answer: 4\nand more', false],
    ['final', 'Final answer: 1\nFinal answer: 2\nFinal answer: 3', false],
    ['think', '<think>Four.</think>\n\\boxed{4}', true],
    ['think', '<think>Four.</think><think>More.</think>\\boxed{4}', false],
    ['think', '<think>\\boxed{4}</think>', false],
  ] as const)('%s: %j', (style, text, holds) => {
    expect(isWellFormed(text, style)).toBe(holds);
  });
});

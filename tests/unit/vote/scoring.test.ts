import { describe, expect, it } from '@jest/globals';
import {
  canonicalGold,
  editSimilarity,
  isCorrect,
  readAnswer,
  relaxedMatch,
  type AnswerForm,
} from '../../../recipes/vote/index.ts';
import { formulaValue } from '../../../recipes/vote/scoring/formula-value.ts';

const open: AnswerForm = { kind: 'open', options: [] };
const choice: AnswerForm = { kind: 'choice', options: ['a red car', 'a blue car'] };

describe('edit similarity (ANLS)', () => {
  it('is one minus distance over length', () => {
    expect(editSimilarity('hello', 'hallo')).toBeCloseTo(0.8, 12);
    expect([editSimilarity('', ''), editSimilarity('a', ''), editSimilarity('Ab', 'aB')]).toEqual([1, 0, 1]);
  });

  it('accepts above 0.9 only', () => {
    expect(isCorrect('hello', ['hallo'], { form: open, scoring: 'anls' })).toBe(false);
    expect(isCorrect('hello world!!', ['hello world!?'], { form: open, scoring: 'anls' })).toBe(true);
  });
});

describe('relaxed match', () => {
  it.each([
    ['104', '100', true],
    ['106', '100', false],
    ['2019', '2018', false],
    ['0', '0', true],
    ['0.1', '0', false],
    ['50%', '0.51', true],
    ['The red one', 'red one', true],
  ])('of %s and %s', (answer, gold, holds) => {
    expect(relaxedMatch(answer, gold)).toBe(holds);
  });
});

describe('a plain match', () => {
  it('takes a gold option by letter or by text', () => {
    expect(['B', '(B)', 'a blue car'].map((gold) => canonicalGold(gold, choice))).toEqual(['B', 'B', 'B']);
    expect(isCorrect('B', ['a blue car'], { form: choice, scoring: 'match' })).toBe(true);
    expect(isCorrect('A', ['a blue car'], { form: choice, scoring: 'match' })).toBe(false);
  });

  it('takes numbers within a thousandth, and the number behind #### of a worked solution', () => {
    const form: AnswerForm = { kind: 'number', options: [] };
    expect(isCorrect('18.01', ['2 * 9 = 18\n#### 18'], { form, scoring: 'match' })).toBe(true);
    expect(isCorrect('18.1', ['#### 18'], { form, scoring: 'match' })).toBe(false);
  });

  it.each([
    ['\\frac{\\sqrt{3}}{2}', '\\frac{\\sqrt3}2', true],
    ['\\sqrt{3}/2', '\\dfrac{\\sqrt{3}}{2}', true],
    ['\\frac{1+2}{4}', '0.75', true],
    ['2\\sqrt{2}', '\\sqrt{8}', true],
    ['\\sqrt[3]{27}', '3', true],
    ['\\sqrt{\\frac14}+1', '1.5', true],
    ['\\frac{3\\pi}{2}', '1.5\\pi', true],
    ['2^{10}', '1024', true],
    ['2(\\sqrt{2}+1)', '2+2\\sqrt{2}', true],
    ['-3\\times 10^{-2}', '-0.03', true],
    ['1e-7', '0.00000010001', true],
    ['2\\pi', '\\pi^2', false],
    ['1,2', '12', false],
    ['1+2/3', '1', false],
    ['(1,2)', '12', false],
    ['[0,1)', '(0,1)', false],
    ['x^2', 'x^3', false],
    ['1/0', '2/0', false],
  ])('of boxed formulas %s and %s goes by value', (answer, gold, holds) => {
    const form: AnswerForm = { kind: 'boxed', options: [] };
    const read = readAnswer(`\\boxed{${answer}}`, form);
    expect(read).not.toBeNull();
    expect(isCorrect(read, [gold], { form, scoring: 'match' })).toBe(holds);
  });

  it.each([
    ['\\frac12', 0.5],
    ['\\frac34+\\frac14', 1],
    ['\\sqrt16', undefined],
    ['\\tfrac{3}{4}', 0.75],
    ['6 \\div 3', 2],
    ['\\left(1+2\\right)^2', 9],
    ['2^{3^2}', 512],
    ['-2^2', -4],
    ['1,234', 1234],
    ['\\frac1', undefined],
    ['2+', undefined],
    ['', undefined],
  ])('gives %s the value that TeX would show', (formula, value) => {
    expect(formulaValue(formula)).toEqual(value);
  });

  it('never takes what could not be read', () => {
    expect(isCorrect(null, ['x'], { form: open, scoring: 'match' })).toBe(false);
  });

  it('officially looks for the gold words within the text', () => {
    const check = (text: string, gold: string) => isCorrect('', [gold], { form: open, scoring: 'match', text });
    expect(check('The animal in the picture is a grey cat', 'cat')).toBe(true);
    expect(check('So the total is 12.004', '12')).toBe(true);
    expect(check('The animal is a dog', 'cat')).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { extractAnswer, goldAnswer, isCorrect } from '../../../recipes/star/index.ts';

describe('a CommonsenseQA answer', () => {
  it.each([
    ['Rules keep order. Therefore, the answer is enforce (b).', 'b'],
    ['the answer is (B)', 'b'],
    ['It is (a) at first sight, but a closer look says (d).', 'd'],
    ['It is (c).\n\nQ: another one\n(e)', 'c'],
    ['It is (c).<|endoftext|>(e)', 'c'],
    ['the answer is b', null],
    ['(f)', null],
    ['', null],
  ])('of %j is %j', (output, answer) => expect(extractAnswer('commonsenseqa', output)).toBe(answer));

  it('is read by position where the official code is followed', () => {
    expect(extractAnswer('commonsenseqa', 'so it is enforce (B).\nmore', { strict: true })).toBe('b');
    expect(extractAnswer('commonsenseqa', 'so it is (b)', { strict: true })).toBe('(');
    expect(extractAnswer('commonsenseqa', 'b', { strict: true })).toBeNull();
  });
});

describe('a GSM8K answer', () => {
  it.each([
    ['48/2 = <<48/2=24>>24\n#### 72', '72'],
    ['#### 1,000', '1000'],
    ['#### $72', '72'],
    ['#### 72.0', '72'],
    ['#### 72.50', '72.5'],
    ['#### .5', '0.5'],
    ['#### -7', '-7'],
    ['#### -$1,200.00 a month', '-1200'],
    ['#### 007', '7'],
    ['#### 12\n#### 13', '12'],
    ['it is 72', null],
    ['#### many', null],
  ])('of %j is %j', (output, answer) => expect(extractAnswer('gsm8k', output)).toBe(answer));

  it('is the text after the marker where the official code is followed', () => {
    expect(extractAnswer('gsm8k', 'so\n#### 1,000 \nmore', { strict: true })).toBe('1,000');
    expect(extractAnswer('gsm8k', 'it is 72', { strict: true })).toBeNull();
  });

  it('is the number whatever separators it is written with', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (value) => {
        expect(extractAnswer('gsm8k', `#### ${value.toLocaleString('en-US')}.00`)).toBe(String(value));
      }),
    );
  });
});

describe('an arithmetic answer', () => {
  const pad = '<scratch>\n2 9 + 5 7 , C: 0\n2 + 5 , 6 C: 1\n, 8 6 C: 0\n</scratch>';
  it.each([
    [`${pad}\n8 6`, '8 6'],
    [`${pad}\n\n 8  6 <|endoftext|> 9 9`, '8 6'],
    [`${pad}\n86`, '8 6'],
    ['8 6', '8 6'],
    [pad, null],
    [`${pad}\neighty`, null],
    ['', null],
  ])('of %j is %j', (output, answer) => expect(extractAnswer('arithmetic', output)).toBe(answer));
});

describe('an answer to a question about a picture', () => {
  it.each([
    ['Two and one.\nAnswer: 3', '3'],
    ['Answer: three', '3'],
    ['**Answer:** The Red Bus.', 'red bus'],
    ['- ANSWER : a rope', 'rope'],
    ['Answer: 1,000.00', '1000'],
    ['Answer: $72', '72'],
    ['Answer: 72.0', '72'],
    ['Answer: 2\nNo, one is hidden.\nAnswer: 3\nThat is all.', '3'],
    ['Answer:', null],
    ['There are three.', null],
    ['The answer: 3', null],
    ['', null],
  ])('that is open, of %j is %j', (output, answer) => expect(extractAnswer('multimodal', output)).toBe(answer));

  it.each([
    ['It is wet. Therefore the answer is rainy (b).', 'b'],
    ['the answer is (B)', 'b'],
    ['(a) shows no rain, (b) does.', 'b'],
    ['It is (a).\n\nQ: another one\n(b)', 'a'],
    ['It is (a), as in figure (d).', 'a'],
    ['the answer is b', null],
    ['', null],
  ])('among choices, of %j is %j', (output, answer) =>
    expect(extractAnswer('multimodal', output, { labels: ['A', 'B', 'C'] })).toBe(answer),
  );
});

describe('the comparator', () => {
  it('knows the gold forms of each dataset', () => {
    expect(goldAnswer({ dataset: 'commonsenseqa', answer: 'A' })).toBe('a');
    expect(goldAnswer({ dataset: 'gsm8k', answer: 'She has 2.\n#### 1,002' })).toBe('1002');
    expect(goldAnswer({ dataset: 'gsm8k', answer: '$18.0' })).toBe('18');
    expect(goldAnswer({ dataset: 'arithmetic', answer: '8 6' })).toBe('8 6');
    expect(goldAnswer({ dataset: 'commonsenseqa', answer: 'bank' })).toBeNull();
  });

  it('takes any of several open answers, however it is written, and among choices the letter alone', () => {
    const open = { dataset: 'multimodal', answer: '3', accepted: ['a trio of cups'] } as const;
    const said = (text: string) => isCorrect(open, extractAnswer('multimodal', `Answer: ${text}`));
    expect(['3', 'Three.', '3.0', 'The trio of cups'].map(said)).toEqual([true, true, true, true]);
    expect(['4', 'cups', 'three cups'].map(said)).toEqual([false, false, false]);
    const choices = ['red', 'blue'].map((text, at) => ({ label: 'AB'[at] ?? '', text }));
    const chosen = { dataset: 'multimodal', answer: 'B', choices, accepted: ['red'] } as const;
    expect([isCorrect(chosen, 'b'), isCorrect(chosen, 'red')]).toEqual([true, false]);
  });

  it('takes no answer for a wrong one', () => {
    const problem = { dataset: 'gsm8k', answer: '72' } as const;
    expect(isCorrect(problem, extractAnswer('gsm8k', '#### 72.0'))).toBe(true);
    expect(isCorrect(problem, '71')).toBe(false);
    expect(isCorrect(problem, null)).toBe(false);
    expect(isCorrect({ dataset: 'commonsenseqa', answer: '?' }, null)).toBe(false);
  });
});

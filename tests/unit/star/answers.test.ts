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

describe('the comparator', () => {
  it('knows the gold forms of each dataset', () => {
    expect(goldAnswer({ dataset: 'commonsenseqa', answer: 'A' })).toBe('a');
    expect(goldAnswer({ dataset: 'gsm8k', answer: 'She has 2.\n#### 1,002' })).toBe('1002');
    expect(goldAnswer({ dataset: 'gsm8k', answer: '$18.0' })).toBe('18');
    expect(goldAnswer({ dataset: 'arithmetic', answer: '8 6' })).toBe('8 6');
    expect(goldAnswer({ dataset: 'commonsenseqa', answer: 'bank' })).toBeNull();
  });

  it('takes no answer for a wrong one', () => {
    const problem = { dataset: 'gsm8k', answer: '72' } as const;
    expect(isCorrect(problem, extractAnswer('gsm8k', '#### 72.0'))).toBe(true);
    expect(isCorrect(problem, '71')).toBe(false);
    expect(isCorrect(problem, null)).toBe(false);
    expect(isCorrect({ dataset: 'commonsenseqa', answer: '?' }, null)).toBe(false);
  });
});

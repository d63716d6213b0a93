import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawSums, sumRecord } from '../../../recipes/star/arithmetic/draw-sums.ts';
import { splitOf, type Sum } from '../../../recipes/star/arithmetic/split.ts';
import { isWorkingRight, workingOf } from '../../../recipes/star/arithmetic/working.ts';
import { extractAnswer, isCorrect } from '../../../recipes/star/index.ts';
import { notations } from '../../../recipes/star/dataset.ts';
import { askQuestion, addHint } from '../../../recipes/star/question.ts';

const number = fc.integer({ min: 0, max: 999_999 });

describe('a worked sum', () => {
  it('in either notation holds the right answer where the answer is looked for', () => {
    fc.assert(
      fc.property(number, number, fc.constantFrom(...notations), (a, b, notation) => {
        const { question, answer } = sumRecord({ a, b });
        const working = workingOf({ question, notation });
        const read = extractAnswer('arithmetic', working, { notation });
        expect(isCorrect({ dataset: 'arithmetic', answer }, read)).toBe(true);
        expect(isWorkingRight({ question, notation }, working)).toBe(true);
      }),
    );
  });

  it('goes digit by digit from the right', () => {
    expect(workingOf({ question: '2 9 + 5 7' })).toBe(
      '<scratch>\n2 9 + 5 7 , C: 0\n2 + 5 , 6 C: 1\n, 8 6 C: 0\n</scratch>\n8 6',
    );
    expect(workingOf({ question: '7 7 + 1', notation: 'columns' })).toBe('7+1:0=8:0,8\n7+0:0=7:0,87\n>87');
    expect(workingOf({ question: '9 + 5', notation: 'columns' })).toBe('9+5:0=4:1,4\n>41');
  });

  it('is wrong where one carry is, though the sum is right', () => {
    const question = '7 7 + 1';
    expect(isWorkingRight({ question, notation: 'columns' }, '7+1:0=8:1,8\n7+0:0=7:0,87\n>87')).toBe(false);
  });
});

describe('a sum for a model of characters', () => {
  const problem = { dataset: 'arithmetic', question: '7 7 + 1', answer: '7 8', notation: 'columns' } as const;
  it('is asked from the last digit on, its hint behind the target', () => {
    expect(askQuestion(problem)).toBe('I77+10\nT\n');
    expect(addHint(problem)).toBe('I77+10\nT87\n');
  });
  it('has no answer without the line that holds it', () => {
    expect(extractAnswer('arithmetic', '7+1:0=8:0,8', { notation: 'columns' })).toBeNull();
    expect(extractAnswer('arithmetic', '>870', { notation: 'columns' })).toBe('0 7 8');
  });
});

describe('drawn sums', () => {
  const wanted = (split: 'pool' | 'dev', digits: number, count: number) => drawSums({ seed: 3, split, digits, count });
  const sumIn = (question: string): Sum => {
    const [a = 0, b = 0] = question.split('+').map((part) => Number(part.replaceAll(' ', '')));
    return { a, b };
  };

  it('share no problem between pool, dev and the trainer’s base model, mirrored or not', () => {
    for (const digits of [1, 2, 3]) {
      const [pool, dev] = (['pool', 'dev'] as const).map((split) =>
        wanted(split, digits, 40).map(({ question }) => sumIn(question)),
      );
      expect(pool?.every((sum) => splitOf(sum) === 'pool' && splitOf({ a: sum.b, b: sum.a }) === 'pool')).toBe(true);
      expect(dev?.every((sum) => splitOf(sum) === 'dev')).toBe(true);
    }
  });

  it('of one digit are all there are on their side: 40, 30 and 30 of a hundred', () => {
    const all = Array.from({ length: 100 }, (_, at) => splitOf({ a: Math.floor(at / 10), b: at % 10 }));
    expect(['base', 'pool', 'dev'].map((split) => all.filter((one) => one === split).length)).toEqual([40, 30, 30]);
    expect(wanted('pool', 1, 100)).toHaveLength(30);
    expect(wanted('dev', 4, 50)).toHaveLength(50);
  });
});

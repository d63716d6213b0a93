import { describe, expect, it } from '@jest/globals';
import { addHint, askQuestion, trainingSteps, type StarProblem } from '../../../recipes/star/index.ts';

const choices = ['ignore', 'enforce', 'avoid'].map((text, at) => ({ label: 'ABC'[at] ?? '', text }));
const chosen: StarProblem = { dataset: 'commonsenseqa', question: 'What did they do?', choices, answer: 'B' };
const solution = 'She sold 48/2 = <<48/2=24>>24 in May.\nShe sold 48+24 = <<48+24=72>>72.\n#### 72';
const counted: StarProblem = { dataset: 'gsm8k', question: 'How many clips?', answer: solution };
const sum: StarProblem = { dataset: 'arithmetic', question: '2 9 + 5 7', answer: '8 6' };

describe('a hint', () => {
  it('marks the right choice and no other', () => {
    expect(addHint(chosen)).toBe('Q: What did they do?\nChoices:\n(a) ignore\n(b) enforce (CORRECT)\n(c) avoid');
  });

  it('is the final value of GSM8K and none of its solution', () => {
    expect(addHint(counted)).toBe('Q: How many clips? (72)');
    for (const line of solution.split('\n')) expect(addHint(counted)).not.toContain(line);
  });

  it('stands on the line of the target', () => {
    expect(addHint(sum)).toBe('Input: 2 9 + 5 7\nTarget: 8 6');
  });

  it('is refused for a gold answer that is none', () => {
    expect(() => addHint({ ...chosen, answer: 'bank' })).toThrow("'bank' is no answer of commonsenseqa");
  });

  it('is all that tells the hinted question from the stored one', () => {
    expect(askQuestion(chosen)).toBe(addHint(chosen).replace(' (CORRECT)', ''));
    expect(askQuestion(counted)).toBe(addHint(counted).replace(' (72)', ''));
    expect(askQuestion(sum)).toBe(addHint(sum).replace(' 8 6', ''));
  });
});

describe('training steps', () => {
  it('are those of the paper', () => {
    expect([1, 2, 3, 4, 5, 6].map(trainingSteps)).toEqual([40, 48, 57, 69, 82, 99]);
  });

  it('begin with iteration 1', () => {
    expect(() => trainingSteps(0)).toThrow(RangeError);
    expect(() => trainingSteps(1.5)).toThrow(RangeError);
  });
});

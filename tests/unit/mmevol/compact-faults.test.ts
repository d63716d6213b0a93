import { describe, expect, it } from '@jest/globals';
import { faultOf } from '../../../recipes/mmevol/compact/faults.ts';
import { formedPair } from '../../../recipes/mmevol/compact/forms.ts';
import { ruleVerdict } from '../../../recipes/mmevol/compact/rule-verdict.ts';
import { shortAnswer } from '../../../recipes/mmevol/compact/short-answer.ts';
import { compactTasks, type CompactTask } from '../../../recipes/mmevol/compact/task.ts';
import { foreignWords } from '../../../recipes/mmevol/compact/words.ts';
import { imageRecord } from '../../../recipes/mmevol/image-record.ts';
import type { Operator } from '../../../recipes/mmevol/index.ts';
import type { QaItem } from '../../../recipes/mmevol/qa-item.ts';
import { qa, rowOf } from './scenario.ts';

function taskOf(
  operator: Operator,
  conversations: QaItem[],
  fields: Record<string, unknown> = {},
  draw = () => 0,
): CompactTask {
  const [task] = compactTasks(operator, imageRecord.parse(rowOf(conversations, fields)), draw);
  if (!task || !('operator' in task)) throw new Error('no task');
  return task;
}

describe('a question about a fact', () => {
  const task = taskOf('perceptual', [qa({ question: 'Who is there?', answer: 'Nobody.' })], {
    caption: 'An old bench stands under a tall tree.',
    det: [],
  });

  it.each([
    [null, 'What stands under a tall tree?'],
    [null, 'What is standing under the tall tree?'],
    ['ungrounded', 'What stands under a tall palm tree?'],
    ['tells_the_answer', 'What is the bench that stands under a tall tree?'],
    ['meaning_lost', 'What is a tree?'],
    ['not_a_question', 'It stands under a tall tree.'],
  ])('has the fault %s: %s', (fault, text) => expect(faultOf(task, text)).toBe(fault));
});

describe('a sentence joined of question and answer', () => {
  const pair = (question: string, answer: string) => taskOf('interactive', [qa({ question, answer })]);
  const bench = pair('Where does the man sit?', 'On a bench at the gate.');

  it.each([
    [null, bench, 'The man sits on a bench at the gate.'],
    ['ungrounded', bench, 'The man sits on a red bench at the gate.'],
    ['meaning_lost', bench, 'The man sits there.'],
    ['meaning_lost', bench, 'The man does not sit on a bench at the gate.'],
    ['not_a_sentence', bench, 'The man sits on a bench at the'],
    ['meaning_lost', bench, 'On a bench at the gate.'],
    ['meaning_lost', pair('Is the water rough?', 'No, it is smooth.'), 'The water is smooth and rough.'],
    [null, pair('What is on the table?', 'A vase with roses.'), 'A vase with roses is on the table.'],
    ['meaning_lost', pair('What is left of the dog?', 'A man is left of the dog.'), 'A dog is left of the man.'],
    [null, pair('What is left of the dog?', 'A man is left of the dog.'), 'A man is left of the dog.'],
    ['meaning_lost', pair('What is the man wearing?', 'A straw hat.'), 'A straw hat is wearing the man.'],
  ])('has the fault %s', (fault, task, text) => expect(faultOf(task, text)).toBe(fault));

  it('is asked for from the first sentence of an answer, the second too after a bare no, cut at a comma', () => {
    expect(shortAnswer('No. The door is shut. It rains.')).toBe('No. The door is shut.');
    expect(shortAnswer('Its walls are vertical wooden boards, unpainted and weathered, and its roof is flat.')).toBe(
      'Its walls are vertical wooden boards, unpainted and weathered.',
    );
  });
});

describe('a task form', () => {
  const list = [
    qa({ question: 'What is the bench made of?', answer: 'Rough oak boards.' }),
    qa({ question: 'What does the girl wear?', answer: 'A blue dress.' }),
    qa({ question: 'What stands on the left?', answer: 'An iron lamp.' }),
    qa({ question: 'Is it raining?', answer: 'No.' }),
  ];
  const statement = 'The bench on the left is made of rough oak boards.';
  const formed = (format: string, draws: Record<string, number>, said = statement) => {
    const task = taskOf('interactive', [{ ...list[0]!, format }, ...list.slice(1)]);
    if (task.operator !== 'interactive') throw new Error('no interactive task');
    return formedPair(said, { ...task, draw: (purpose) => draws[purpose] ?? 0 });
  };

  it('blanks a word of the answer', () => {
    expect(formed('Norm', { form: 0, blank: 0.4 })).toEqual({
      format: 'fill_in_the_blank',
      question: 'Fill in the blank: The bench on the left is made of ____ oak boards.',
      answer: 'rough',
    });
  });

  it('offers the other answers of the list beside the right one', () => {
    expect(formed('Norm', { form: 0.4, place: 0.5 })).toEqual({
      format: 'multi_choice',
      question: 'What is the bench made of? A. A blue dress B. Rough oak boards C. An iron lamp',
      answer: 'B',
    });
  });

  it('asks whether the statement holds, turned into its opposite by the draw', () => {
    expect(formed('Norm', { form: 0.9, falsify: 0.9 })).toMatchObject({ format: 'text_image_matching', answer: 'Yes' });
    expect(formed('Norm', { form: 0.9, falsify: 0 })).toMatchObject({
      question: expect.stringContaining('The bench on the right is made of'),
      answer: 'No',
    });
  });

  it('asks of "a" thing only whether it is there, since another may be elsewhere', () => {
    expect(formed('Norm', { form: 0.9, falsify: 0 }, 'A lamp of iron is on the left.')).toMatchObject({
      question: expect.stringContaining('A lamp of iron is on the left.'),
      answer: 'Yes',
    });
  });

  it('is never that of the parent', () => {
    expect(formed('text_image_matching', { form: 0.99 })?.format).not.toBe('text_image_matching');
  });
});

describe('words', () => {
  it('are foreign by their stem', () => {
    expect(foreignWords('Two boats were floating on the rivers, unseen.', 'A boat floats.', 'River, two.')).toEqual([
      'unseen',
    ]);
  });
});

describe('the rule that judges', () => {
  const dog = qa({ question: 'What animal is it?', answer: 'A dog.' });
  const list = [dog, qa({ question: 'What lies there?', answer: 'A ball.' })];
  const verdictOn = (item: Partial<QaItem>) => ruleVerdict(list, [dog], qa(item));

  it.each([
    [true, 'New: "beside", "bone".', { question: 'What lies beside the dog?', answer: 'A bone.' }],
    [false, 'New: nothing.', { question: 'Which animal is it?', answer: 'A dog.' }],
    [false, 'New: nothing.', { question: 'What lies by the dog?', answer: 'A ball.' }],
    [
      true,
      'New: the form fill in the blank.',
      { question: 'It is a ____.', answer: 'dog', format: 'fill_in_the_blank' },
    ],
    [true, 'New: steps.', { question: 'What animal is it? Explain step by step.', answer: 'A dog.' }],
  ])('says %s: %s', (improved, reason, item) => expect(verdictOn(item)).toEqual({ by: 'rule', improved, reason }));
});

import type { QaItem } from '../qa-item.ts';
import { boxLines } from '../prompts/sections.ts';
import type { Operator } from '../vocabulary.ts';
import { formInstruction } from './forms.ts';
import type { CompactTask } from './task.ts';

function pair({ question, answer }: Pick<QaItem, 'question' | 'answer'>): string {
  return `Q: ${question} A: ${answer}`;
}

/** One worked example an operator, as the model is to answer. */
const examples: Readonly<Record<Operator, readonly [old: string, answer: Readonly<Record<string, unknown>>]>> = {
  perceptual: [
    'Q: What is the man doing? A: He is reading.',
    {
      object: 'cup',
      question: 'What stands on the table next to the cup?',
      steps: ['Find the cup on the table and look beside it.'],
      answer: 'A small plate with two biscuits.',
    },
  ],
  cognitive: [
    'Q: What is the man doing? A: He is reading.',
    {
      object: 'cup',
      question: 'Has the man with the cup been reading for long? Explain step by step.',
      steps: ['The cup in front of him is empty.', 'The book is open near its end.'],
      answer:
        'The cup is empty and the book is open near its end, so he has had time to drink and to read a lot. He has been reading for long.',
    },
  ],
  interactive: [
    'Q: What is the man doing? A: He is reading.',
    {
      question: 'What is the man doing? A. Reading B. Cooking C. Sleeping',
      steps: ['He holds an open book.'],
      answer: 'A',
    },
  ],
};

function instruction({ operator, targets, form, steps }: CompactTask): string {
  const about = targets.length > 0 ? `one of: ${targets.join(', ')}` : 'a thing nobody has asked about';
  const count = steps === 1 ? 'one step' : `${steps} steps`;
  if (operator === 'perceptual')
    return `Write a new question about ${about}. Look closely. Write ${count} and a definite answer.`;
  if (operator === 'cognitive')
    return `Make the question harder: it must need ${count} of thinking and ${about}. The answer tells all the steps.`;
  return `Turn the question into ${form ? formInstruction(form) : 'another task form.'}`;
}

/** The short text of one item's call; the image stands before it. Holds caption, boxes and the whole list. */
export function compactPrompt(task: CompactTask): string {
  const { record, parent, operator } = task;
  const [old, answer] = examples[operator];
  const { caption, det, text_seen: lines = [], conversations } = record;
  return [
    'You write questions about a photo.',
    `Example. Old: ${old}\nNew: ${JSON.stringify(answer)}`,
    `Photo: ${caption === null ? 'no caption' : caption.toLowerCase()}`,
    `Things in the photo:\n${det.length > 0 ? boxLines(det).join('\n') : 'none listed; do not ask where or how many'}`,
    ...(lines.length > 0 ? [`Text in the photo:\n${lines.join('\n')}`] : []),
    `Questions so far:\n${conversations.map((item, index) => `${index + 1}. ${pair(item)}`).join('\n')}`,
    `Old: ${pair(parent)}`,
    instruction(task),
    'New, as JSON:',
  ].join('\n\n');
}

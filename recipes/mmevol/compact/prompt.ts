import type { Message } from '../../services.ts';
import type { AnswerSchema } from '../prompts/answer-schemas.ts';
import { plainPair } from './plain-pair.ts';
import { shortAnswer } from './short-answer.ts';
import type { CompactTask } from './task.ts';

type Example = readonly [given: string, written: string];

interface Wording {
  readonly field: 'question' | 'sentence';
  readonly instruction: string;
  readonly examples: readonly Example[];
  /** Characters; a string without a limit lets a small model loop. */
  readonly maxLength: number;
}

const ask: Wording = {
  field: 'question',
  instruction: 'Write the question that asks for the blank.',
  examples: [
    ['____ is parked under a tree.', 'What is parked under the tree?'],
    ['____ lie on the sofa next to a girl.', 'What lies on the sofa next to the girl?'],
    ['____ is in the upper left of the photo.', 'What is in the upper left of the photo?'],
    ['____ runs along a sandy beach.', 'What runs along the sandy beach?'],
  ],
  maxLength: 120,
};

const join: Wording = {
  field: 'sentence',
  instruction: 'Join the question and the answer into one sentence.',
  examples: [
    ['What is the car like? It is small, red and dusty.', 'The car is small, red and dusty.'],
    [
      'Is the window open? No. It is shut and the curtain is drawn.',
      'The window is not open: it is shut and the curtain is drawn.',
    ],
    ['What animal lies on the sofa? A cat.', 'A cat lies on the sofa.'],
    ['Where does the man sit? On a bench at the gate.', 'The man sits on a bench at the gate.'],
  ],
  maxLength: 140,
};

const wordingOf = (task: CompactTask) => ('fact' in task ? ask : join);

function given(task: CompactTask): string {
  return 'fact' in task ? `____ ${task.fact.rest}.` : `${task.joined.question} ${shortAnswer(task.joined.answer)}`;
}

/** The whole parent list, a line an item, answers shortened. */
const listOf = ({ record }: CompactTask) =>
  record.conversations
    .map(plainPair)
    .map(({ question, answer }) => `${question} ${shortAnswer(answer)}`)
    .join('\n');

/**
 * The chat of one item's call: the whole parent list in the system message, worked examples, the task. About 280 tokens, text only. The
 * list stands first because a small model takes what stands beside its task for the task; it is also what the calls of one list
 * share.
 */
export function compactMessages(task: CompactTask): Message[] {
  const { field, instruction, examples } = wordingOf(task);
  return [
    { role: 'system', content: `${instruction}\nQuestions and answers so far:\n${listOf(task)}` },
    ...examples.flatMap(([user, written]): Message[] => [
      { role: 'user', content: user },
      { role: 'assistant', content: JSON.stringify({ [field]: written }) },
    ]),
    { role: 'user', content: given(task) },
  ];
}

/** JSON schema of the answer: one bounded string. */
export function compactSchema(task: CompactTask): AnswerSchema {
  const { field, maxLength } = wordingOf(task);
  return {
    name: 'evolved_item',
    schema: {
      type: 'object',
      properties: { [field]: { type: 'string', minLength: 1, maxLength } },
      required: [field],
      additionalProperties: false,
    },
  };
}

/** Tokens that hold the longest answer the schema allows. */
export const compactMaxTokens = 96;

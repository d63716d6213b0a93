import type { Language } from '../../language.ts';
import { dataRule } from '../agent/data-block.ts';

/** Raised with every change of a prompt of the baselines; kept in the rows. */
export const baselinePromptVersion = 'baseline-1';

const replyIn: Readonly<Record<Language, string>> = { en: 'Answer in English.', zh: 'Answer in Chinese.' };

/** To a model that answers from what is there: its own knowledge, and what one fixed search found. */
export function answerInstruction(question: string, language: Language, lines: readonly string[]): string {
  return [
    'Answer the question in a few words.',
    replyIn[language],
    'Reply with {"answer": …} and nothing else.',
    ...(lines.length === 0 ? [] : ['', dataRule, 'Found material:', ...lines]),
    '',
    `Question: ${question}`,
  ].join('\n');
}

/** The short answer in JSON, as response format. */
export const answerSchema = {
  name: 'answer',
  schema: {
    type: 'object',
    properties: { answer: { type: 'string', maxLength: 120 } },
    required: ['answer'],
    additionalProperties: false,
  },
};

/** Asks for the words that a picture is searched by. */
export function captionInstruction(language: Language): string {
  return [
    'Say in one short sentence what the picture shows. Name persons, places, products or works if you know them.',
    replyIn[language],
    'Reply with {"caption": …} and nothing else.',
  ].join('\n');
}

/** To the judge: whether a prediction says what the gold says. */
export function judgeInstruction(question: string, answers: readonly string[], prediction: string): string {
  return [
    'Is the given answer to the question right? It is if it means the same as one of the right answers and claims nothing that contradicts it.',
    'Reply with {"correct": true} or {"correct": false} and nothing else.',
    '',
    `Question: ${question}`,
    `Right answers: ${answers.map((answer) => JSON.stringify(answer)).join(', ')}`,
    `Given answer: ${JSON.stringify(prediction)}`,
  ].join('\n');
}

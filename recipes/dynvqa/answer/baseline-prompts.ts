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

import { z } from 'zod';
import type { InferCall, Parsed } from '../../services.ts';
import { questionText, type Question } from '../question.ts';

const scored = z.object({ score: z.number().min(0).max(10) });

/** JSON schema of a score. */
export const scoreSchema: NonNullable<InferCall<unknown>['schema']> = {
  name: 'score',
  schema: {
    type: 'object',
    properties: { score: { type: 'number', minimum: 0, maximum: 10 } },
    required: ['score'],
    additionalProperties: false,
  },
};

/** Asks how good a solution is, from 0 to 10. */
export const scorePrompt = (question: Question, solution: string): string =>
  [
    'Below is a question and a solution somebody gave. Check every step against the question and, if there is one, the picture.',
    'Give a score from 0 (wrong from the start) to 10 (each step holds and the result follows).',
    `## Question\n${questionText(question)}`,
    `## Solution\n${solution}`,
    'Reply with JSON only: {"score": NUMBER}',
  ].join('\n\n');

/** Reads the score. Reason: `bad_score`. */
export function parseScore(text: string): Parsed<number> {
  const found = /\{[^{}]*\}/u.exec(text)?.[0];
  try {
    const parsed = scored.safeParse(JSON.parse(found ?? text));
    if (parsed.success) return { ok: true, value: parsed.data.score };
  } catch {
    // Not JSON: said below.
  }
  return { ok: false, reason: 'bad_score', error: 'It must be {"score": NUMBER} with a number from 0 to 10.' };
}

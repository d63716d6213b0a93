import { z } from 'zod';

/** How an answer is read and compared: an option's letter, words, what stands in `\boxed{}`, a number. */
export const answerKind = z.enum(['choice', 'open', 'boxed', 'number']);
export type AnswerKind = z.infer<typeof answerKind>;

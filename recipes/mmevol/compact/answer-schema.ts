import type { AnswerSchema } from '../prompts/answer-schemas.ts';
import type { CompactTask } from './task.ts';

/** Characters. A string without a limit lets a small model loop. */
const limits = {
  object: 24,
  question: 160,
  step: 100,
  answer: { perceptual: 120, cognitive: 400, interactive: 160 },
} as const;

/** JSON schema of one compact answer: only what code can't fill, every string and list bounded, the object from the labels. */
export function compactSchema({ operator, targets, steps }: CompactTask): AnswerSchema {
  const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
  const object = targets.length > 0 ? { type: 'string', enum: [...targets] } : text(limits.object);
  const properties = {
    ...(operator === 'interactive' ? {} : { object }),
    question: text(limits.question),
    steps: { type: 'array', items: text(limits.step), minItems: steps, maxItems: steps },
    answer: text(limits.answer[operator]),
  };
  return {
    name: 'evolved_item',
    schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
  };
}

/** Tokens that hold the longest answer the schema allows. */
export function compactMaxTokens({ operator, steps }: CompactTask): number {
  const characters = limits.object + limits.question + steps * limits.step + limits.answer[operator];
  return 64 + Math.ceil(characters / 3);
}

import { z } from 'zod';
import { qaItem, step } from '../qa-item.ts';

export interface AnswerSchema {
  readonly name: string;
  readonly schema: z.core.util.JSONType;
}

function schemaOf(name: string, schema: z.ZodType): AnswerSchema {
  const json = z.toJSONSchema(schema) as Record<string, z.core.util.JSONType>;
  return { name, schema: Object.fromEntries(Object.entries(json).filter(([key]) => key !== '$schema')) };
}

const text = z.string();
const fullItem = z.strictObject({
  ...qaItem.shape,
  question: text,
  answer: text,
  steps: z.array(z.strictObject(step.shape)),
});
const verdict = z.strictObject({ improved: z.enum(['yes', 'no']), score: z.int().min(0).max(10), reason: text });

/** JSON schemas for the endpoint's response format; the list stands in an object, as endpoints want it. */
export const fullSchema = schemaOf('evolved_items', z.strictObject({ items: z.array(fullItem) }));
export const baseSchema = schemaOf(
  'evolved_pairs',
  z.strictObject({ items: z.array(z.strictObject({ question: text, answer: text })) }),
);
export const judgeSchema = schemaOf('verdicts', z.strictObject({ verdicts: z.array(verdict) }));

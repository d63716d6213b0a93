import { z } from 'zod';
import { imagePositions } from './vocabulary.ts';

export const step = z.object({ manipulation: z.string(), description: z.string() });

const filled = z.string().refine((text) => text.trim() !== '', 'empty');

/** One question with answer and steps ("Q&A&S"), the unit the operators rewrite. */
export const qaItem = z.object({
  image_position: z.string(),
  /** General categories of the objects the question involves. */
  objects: z.array(z.string()),
  skills: z.array(z.string()),
  /** `Norm` in seeds; a task form after the interactive operator. */
  format: z.string(),
  question: filled,
  steps: z.array(step),
  answer: filled,
});
export type QaItem = z.infer<typeof qaItem>;

const misspelt: Readonly<Record<string, string>> = { 'left right': 'lower right' };
const known: ReadonlySet<string> = new Set(imagePositions);

/** The position in its normal spelling; `left right` is the official prompts' slip for `lower right`. */
export function normalisePosition(position: string): string {
  const plain = position
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
  const right = misspelt[plain] ?? plain;
  return known.has(right) ? right : position.trim();
}

/** The seven fields of an item without what later steps have added. */
export function bareItem(item: QaItem): QaItem {
  const { image_position, objects, skills, format, question, steps, answer } = item;
  return { image_position, objects, skills, format, question, steps, answer };
}

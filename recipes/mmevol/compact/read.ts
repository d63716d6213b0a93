import { z } from 'zod';
import type { Parsed } from '../../services.ts';
import { listOf } from '../parse/list-of.ts';
import { readJson } from '../parse/read-json.ts';
import { looksRefused } from '../parse/refusal.ts';
import { repairItem } from '../parse/repair-item.ts';
import type { CompactAnswer } from './complete.ts';

const stepText = z.union([
  z.string(),
  z.looseObject({ description: z.string() }).transform(({ description }) => description),
]);
const compactAnswer = z.looseObject({
  object: z.string().nullish(),
  question: z.string(),
  steps: z.union([z.array(stepText), z.string().transform((step) => [step])]).default([]),
  answer: z.string(),
});

/** Reads one compact answer. Reasons as those of a list: `parse_error`, `truncated`, `refused`, `empty_answer`, `schema_violation`. */
export function readCompact(text: string): Parsed<{ answer: CompactAnswer; repairs: string[] }> {
  const json = readJson(text);
  if (!json.ok) return json;
  const [first] = listOf(json.value, 'items')?.list ?? [];
  const fields = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {};
  const { item, repairs } = repairItem({ image_position: 'single', ...fields });
  const read = compactAnswer.safeParse(item);
  if (!read.success) {
    const path = z.core.toDotPath(read.error.issues[0]?.path ?? []);
    return { ok: false, reason: 'schema_violation', error: `The field ${path} is missing or of the wrong type.` };
  }
  const { object = null, question, steps, answer } = read.data;
  if (question.trim() === '' || answer.trim() === '') {
    return { ok: false, reason: 'empty_answer', error: 'Question or answer was empty.' };
  }
  if (looksRefused(answer)) return { ok: false, reason: 'refused', error: 'The answer was a refusal.' };
  const filled = steps.map((step) => step.trim()).filter((step) => step !== '');
  return {
    ok: true,
    value: { answer: { object, question, steps: filled, answer }, repairs: [...json.repairs, ...repairs] },
  };
}

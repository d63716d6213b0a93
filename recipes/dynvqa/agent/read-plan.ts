import { z } from 'zod';
import { readJson } from '../../json-answer/read-json.ts';
import type { Parsed } from '../../services.ts';
import { plannedStep, type PlannedStep } from './planned-step.ts';
import { finalAnswer, readTags } from './read-tags.ts';

export interface ReadPlan {
  readonly plan: PlannedStep;
  /** The reply as it came; goes back to the planner as its own turn. */
  readonly reply: string;
}

const loose = z.looseObject({
  action: z.string(),
  thought: z.string().default(''),
  subQuestion: z.string().default(''),
});
const answered = z.looseObject({ answer: z.union([z.string(), z.number()]) });

const asked =
  'Give one JSON object with "thought", "subQuestion", "action" and, for a search by words, "query"; or "action": "answer" with "answer".';

function fromJson(text: string): PlannedStep | null {
  const read = readJson(text);
  if (!read.ok) return null;
  const fields = loose.safeParse(read.value);
  if (!fields.success) return null;
  const plan = plannedStep.safeParse({
    ...fields.data,
    ...(typeof fields.data['answer'] === 'number' ? { answer: String(fields.data['answer']) } : {}),
  });
  if (!plan.success) return null;
  const empty =
    ('query' in plan.data && plan.data.query.trim() === '') ||
    ('answer' in plan.data && plan.data.answer.trim() === '');
  return empty ? null : plan.data;
}

/** Reads a planner's reply in JSON or in the tag form, whichever it is. */
export function readPlan(text: string): Parsed<ReadPlan> {
  const plan = readTags(text) ?? fromJson(text);
  if (plan) return { ok: true, value: { plan, reply: text } };
  return { ok: false, reason: 'invalid_plan', error: `No step can be read from it. ${asked}` };
}

/** Words of a reply that is neither JSON nor tags, which may stand as a final answer. */
const mostPlainWords = 40;

/** Reads the reply to the demand for a final answer: either form, or a short plain sentence. */
export function readFinal(text: string): Parsed<string> {
  const tagged = finalAnswer(text);
  if (tagged) return { ok: true, value: tagged };
  const json = readJson(text);
  const fields = json.ok ? answered.safeParse(json.value) : undefined;
  if (fields?.success && String(fields.data.answer).trim() !== '')
    return { ok: true, value: String(fields.data.answer).trim() };
  const plain = text.replace(/\s+/gu, ' ').trim();
  if (plain !== '' && !/[{}<>]/u.test(plain) && plain.split(' ').length <= mostPlainWords)
    return { ok: true, value: plain };
  return {
    ok: false,
    reason: 'no_answer',
    error: 'Give {"action": "answer", "answer": …} with a short answer or "unknown".',
  };
}

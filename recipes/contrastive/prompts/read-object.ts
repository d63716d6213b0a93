import type { z } from 'zod';
import { readJson } from '../../json-answer/read-json.ts';
import type { Parsed } from '../../services.ts';

/** Reads an answer that is to be one JSON object, also where there are words or a fence around it. Reason: the one given. */
export function readObject<T>(text: string, schema: z.ZodType<T>, reason: string): Parsed<T> {
  const read = readJson(text);
  if (!read.ok) return { ok: false, reason, error: read.error };
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, reason, error: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not in the form'}` };
}

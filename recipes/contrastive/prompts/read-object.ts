import type { z } from 'zod';
import type { Parsed } from '../../services.ts';

/** Reads an answer that is to be one JSON object, also where there are words or a fence around it. Reason: the one given. */
export function readObject<T>(text: string, schema: z.ZodType<T>, reason: string): Parsed<T> {
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  try {
    const parsed = schema.safeParse(JSON.parse(text.slice(from, to + 1)));
    if (parsed.success) return { ok: true, value: parsed.data };
    const [issue] = parsed.error.issues;
    return { ok: false, reason, error: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not in the form'}` };
  } catch {
    return { ok: false, reason, error: 'It must be one JSON object.' };
  }
}

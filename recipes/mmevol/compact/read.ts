import type { Parsed } from '../../services.ts';
import { listOf } from '../../json-answer/list-of.ts';
import { readJson } from '../../json-answer/read-json.ts';
import { looksRefused } from '../../json-answer/refusal.ts';

export interface Written {
  readonly text: string;
  readonly repairs: readonly string[];
}

/** Reads the one field of a compact answer. Reasons: `parse_error`, `truncated`, `refused`, `empty_answer`, `schema_violation`. */
export function readCompact(text: string): Parsed<Written> {
  const json = readJson(text);
  if (!json.ok) return json;
  const [first] = listOf(json.value, 'items')?.list ?? [];
  const fields = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {};
  const written = fields['question'] ?? fields['sentence'];
  if (typeof written !== 'string') {
    return { ok: false, reason: 'schema_violation', error: 'The one field is missing or no text.' };
  }
  const trimmed = written.trim().replaceAll(/\s+/g, ' ');
  if (trimmed === '') return { ok: false, reason: 'empty_answer', error: 'The text was empty.' };
  if (looksRefused(trimmed)) return { ok: false, reason: 'refused', error: 'The answer was a refusal.' };
  return { ok: true, value: { text: trimmed, repairs: json.repairs } };
}

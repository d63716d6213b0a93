import { jsonrepair } from 'jsonrepair';
import { cutToJson } from './cut.ts';
import { mendEscapes } from './escapes.ts';
import { normaliseJson } from './normalise.ts';
import { looksRefused } from './refusal.ts';

export type ReadJson =
  | { readonly ok: true; readonly value: unknown; readonly repairs: string[] }
  | {
      readonly ok: false;
      readonly reason: 'parse_error' | 'refused' | 'empty_answer' | 'truncated';
      /** For the model, in a re-ask. */
      readonly error: string;
    };

function parsed(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function repaired(text: string): string {
  try {
    return jsonrepair(text);
  } catch {
    return text;
  }
}

/** What jsonrepair had to mend, seen in the text without its strings. */
function slips(text: string): string[] {
  const structure = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const names = [
    ...(/,\s*[\]}]/.test(structure) ? ['trailing_comma'] : []),
    ...(/\b(?:None|True|False)\b/.test(structure) ? ['python_literals'] : []),
    ...(/""\s*""|[}\]]\s*(?:""|[{[])/.test(structure) ? ['missing_comma'] : []),
  ];
  return names.length > 0 ? names : ['jsonrepair'];
}

const errors = {
  truncated: 'The JSON ends before its brackets close. Answer again, shorter, and finish the JSON.',
  refused: 'The answer held no JSON.',
  empty_answer: 'The answer was empty.',
} as const;

/**
 * Reads the JSON of a model's answer through the repair chain of section 7: cut, escapes, plain parse, strings, jsonrepair.
 * Every repair is named. A cut-off answer is never closed: `truncated`.
 */
export function readJson(answer: string): ReadJson {
  const failed = (reason: 'truncated' | 'refused' | 'empty_answer'): ReadJson => ({
    ok: false,
    reason,
    error: errors[reason],
  });
  if (answer.trim() === '') return failed('empty_answer');
  const cut = cutToJson(answer);
  if (!cut.ok) return failed(cut.reason);
  if (cut.text === '') {
    if (looksRefused(answer)) return failed('refused');
    return { ok: false, reason: 'parse_error', error: 'The answer holds no JSON list.' };
  }
  const escapes = mendEscapes(cut.text);
  const repairs = [...cut.repairs, ...escapes.repairs];
  const plain = parsed(escapes.text.trim());
  if ('value' in plain) return { ok: true, value: plain.value, repairs };
  const normalised = normaliseJson(escapes.text);
  if (!normalised.ok) {
    if (normalised.reason === 'truncated') return failed('truncated');
    return { ok: false, reason: 'parse_error', error: `The answer is not valid JSON: ${plain.error}.` };
  }
  repairs.push(...normalised.repairs);
  const strings = parsed(normalised.text);
  if ('value' in strings) return { ok: true, value: strings.value, repairs };
  const last = parsed(repaired(normalised.text));
  if ('value' in last) return { ok: true, value: last.value, repairs: [...repairs, ...slips(normalised.text)] };
  return { ok: false, reason: 'parse_error', error: `The answer is not valid JSON: ${plain.error}.` };
}

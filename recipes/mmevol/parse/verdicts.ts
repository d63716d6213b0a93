import { listOf } from '../../json-answer/list-of.ts';
import { readJson } from '../../json-answer/read-json.ts';

export interface Verdict {
  readonly improved: boolean;
  /** Difficulty, a whole number from 0 (answerable without the image) to 10. */
  readonly score: number;
  readonly reason: string;
}
export type Verdicts =
  | { readonly ok: true; readonly verdicts: Verdict[] }
  | { readonly ok: false; readonly reason: string; readonly error: string };

function improvedOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  const word = value
    .trim()
    .toLowerCase()
    .replaceAll(/[."'!]/g, '');
  if (word === 'yes' || word === 'true') return true;
  return word === 'no' || word === 'false' ? false : null;
}

function scoreOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return null;
  return Math.min(10, Math.max(0, Math.round(number)));
}

/**
 * Reads the judge's answer: one verdict an item, in order. Reasons besides those of the JSON: `judge_count_mismatch`,
 * `judge_bad_improved` (neither yes nor no), `judge_bad_score` (no number; numbers are rounded and clamped to 0..10).
 */
export function readVerdicts(text: string, expectedCount: number): Verdicts {
  const json = readJson(text);
  if (!json.ok) return json;
  const found = listOf(json.value, 'verdicts') ?? { list: [] };
  const { list } = found;
  if (list.length !== expectedCount) {
    const error = `Expected ${expectedCount} verdicts, one an item in the same order, but got ${list.length}.`;
    return { ok: false, reason: 'judge_count_mismatch', error };
  }
  const verdicts: Verdict[] = [];
  for (const [index, raw] of list.entries()) {
    const fields = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
    const improved = improvedOf(fields['improved']);
    const score = scoreOf(fields['score']);
    const where = `verdict ${index + 1}`;
    if (improved === null)
      return { ok: false, reason: 'judge_bad_improved', error: `"improved" of ${where} must be "yes" or "no".` };
    if (score === null)
      return { ok: false, reason: 'judge_bad_score', error: `"score" of ${where} must be a number from 0 to 10.` };
    const reason = fields['reason'];
    verdicts.push({ improved, score, reason: typeof reason === 'string' ? reason.trim() : '' });
  }
  return { ok: true, verdicts };
}

/** The verdicts of a judge's answer on `expectedCount` items, or why there are none (see `readVerdicts`). Never throws. */
export function parseVerdicts(text: string, expectedCount: number): { verdicts: Verdict[] } | { reason: string } {
  const read = readVerdicts(text, expectedCount);
  return read.ok ? { verdicts: read.verdicts } : { reason: read.reason };
}

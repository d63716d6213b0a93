import { z } from 'zod';
import { qaItem, type QaItem } from '../qa-item.ts';
import { listOf } from '../../json-answer/list-of.ts';
import { readJson } from '../../json-answer/read-json.ts';
import { looksRefused } from '../../json-answer/refusal.ts';
import { repairItem } from './repair-item.ts';

export interface ValidItem {
  /** Index in the model's list, invalid items counted. */
  readonly index: number;
  readonly item: QaItem;
}
export interface InvalidItem {
  readonly index: number;
  /** `schema_violation:<path>`, `empty_answer` or `refused`. */
  readonly reason: string;
  readonly question: string;
}
export type EvolvedList =
  | {
      readonly ok: true;
      readonly count: number;
      readonly items: readonly ValidItem[];
      readonly invalid: readonly InvalidItem[];
      readonly repairs: string[];
    }
  | { readonly ok: false; readonly reason: string; readonly error: string };

/** Fields code puts in where the prompt asks for question and answer only. */
export type Completion = (fields: Record<string, unknown>, index: number) => Record<string, unknown>;

function readItem(
  raw: unknown,
  index: number,
  complete: Completion,
): { read: ValidItem | InvalidItem; repairs: string[] } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { read: { index, reason: 'schema_violation:item', question: '' }, repairs: [] };
  }
  const { item, repairs } = repairItem(complete(raw as Record<string, unknown>, index));
  const question = typeof item['question'] === 'string' ? item['question'] : '';
  const fell = (reason: string) => ({ read: { index, reason, question }, repairs });
  const answer = item['answer'];
  if (typeof answer === 'string' && answer.trim() === '') return fell('empty_answer');
  if (typeof answer === 'string' && looksRefused(answer)) return fell('refused');
  const checked = qaItem.safeParse(item);
  if (checked.success) return { read: { index, item: checked.data }, repairs };
  return fell(`schema_violation:${z.core.toDotPath(checked.error.issues[0]?.path ?? [])}`);
}

/** One reason for a list of which nothing is left: the items' common one, else `schema_violation`. */
function commonReason(invalid: readonly InvalidItem[]): string {
  const families = new Set(invalid.map(({ reason }) => reason.split(':')[0] ?? reason));
  const [only] = families;
  return families.size === 1 && only !== undefined ? only : 'schema_violation';
}

/**
 * Reads a generator's answer: the repair chain, then the schema check, item by item. Items that violate the schema are reported
 * beside the valid ones; a list of which none is valid is a failure. Reasons: `parse_error`, `truncated`, `refused`,
 * `empty_answer`, `schema_violation`.
 */
export function readEvolvedItems(text: string, complete: Completion = (fields) => fields): EvolvedList {
  const json = readJson(text);
  if (!json.ok) return json;
  const found = listOf(json.value, 'items');
  if (!found) return { ok: false, reason: 'schema_violation', error: 'The answer is no list of items.' };
  if (found.list.length === 0) return { ok: false, reason: 'empty_answer', error: 'The list was empty.' };
  const items: ValidItem[] = [];
  const invalid: InvalidItem[] = [];
  const repairs = new Set([...json.repairs, ...found.repairs]);
  for (const [index, raw] of found.list.entries()) {
    const { read, repairs: made } = readItem(raw, index, complete);
    for (const repair of made) repairs.add(repair);
    if ('item' in read) items.push(read);
    else invalid.push(read);
  }
  if (items.length === 0) {
    const what = invalid.map(({ index, reason }) => `item ${index + 1}: ${reason}`).join('; ');
    return { ok: false, reason: commonReason(invalid), error: `No item follows the schema (${what}).` };
  }
  return { ok: true, count: found.list.length, items, invalid, repairs: [...repairs] };
}

/**
 * The items of a generator's answer that follow the schema, with the names of the repairs made; or why there are none:
 * `parse_error`, `truncated`, `refused`, `empty_answer`, `schema_violation`. Never throws.
 */
export function parseEvolvedItems(text: string): { items: QaItem[]; repairs: string[] } | { reason: string } {
  const read = readEvolvedItems(text);
  return read.ok ? { items: read.items.map(({ item }) => item), repairs: read.repairs } : { reason: read.reason };
}

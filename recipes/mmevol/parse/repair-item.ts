import { normalisePosition } from '../qa-item.ts';

type Fields = Record<string, unknown>;

function joined(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((entry) => typeof entry === 'number')) return `[${value.join(', ')}]`;
    return value.map(joined).join(' ');
  }
  if (typeof value === 'object' && value !== null) return Object.values(value).map(joined).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function repairedStep(step: unknown, repairs: Set<string>): unknown {
  if (typeof step !== 'object' || step === null || Array.isArray(step)) return step;
  const fields = step as Fields;
  if (fields['manipulation'] !== null) return step;
  repairs.add('manipulation_none');
  return { ...fields, manipulation: 'None' };
}

/**
 * The repairs section 7 makes on an item before its schema check: `answers` for `answer`, answers that are lists or dicts
 * joined with spaces (a list of numbers keeps its brackets: it is a box), a missing or misspelt position.
 */
export function repairItem(raw: Fields): { item: Fields; repairs: string[] } {
  const repairs = new Set<string>();
  const item: Fields = { ...raw };
  if (item['answer'] === undefined && item['answers'] !== undefined) {
    item['answer'] = item['answers'];
    repairs.add('answers_key');
  }
  delete item['answers'];
  if (typeof item['answer'] === 'object' && item['answer'] !== null) {
    item['answer'] = joined(item['answer']);
    repairs.add('joined_answer');
  }
  if (Array.isArray(item['steps'])) item['steps'] = item['steps'].map((step) => repairedStep(step, repairs));
  const position = item['image_position'];
  if (typeof position === 'string' && position.trim() !== '') {
    item['image_position'] = normalisePosition(position);
    if (item['image_position'] !== position) repairs.add('position_spelling');
  } else {
    item['image_position'] = 'single';
    repairs.add('position_missing');
  }
  return { item, repairs: [...repairs] };
}

import type { Row } from '../item-program.ts';
import type { Turn } from '../internvl/samples/sample.ts';
import type { RowFields } from '../outcome.ts';
import { curatedRow } from './curated-row.ts';

/** Turns of a sample, with the placeholder of its image before the first question where it has none. */
function turnsOf(row: Row, image: string | undefined, placeholder: string): readonly Turn[] {
  const { conversations } = curatedRow.parse(row);
  if (image === undefined || conversations.some(({ value }) => value.includes('<image>'))) return conversations;
  const first = conversations.findIndex(({ from }) => from === 'human');
  return conversations.map((turn, i) => (i === first ? { ...turn, value: `${placeholder}${turn.value}` } : turn));
}

/** A sample as LLaVA's and InternVL's loaders read it. `image`: path of its image. */
export function toLlavaSample(row: Row, image: string | undefined): RowFields {
  const conversations = turnsOf(row, image, '<image>\n').map(({ from, value }) => ({ from, value }));
  return { id: row.id, ...(image === undefined ? {} : { image }), conversations };
}

const roles: Readonly<Record<string, string>> = { human: 'user', gpt: 'assistant' };

/** A sample as ShareGPT's loaders read it. `image`: path of its image. */
export function toShareGptSample(row: Row, image: string | undefined): RowFields {
  const messages = turnsOf(row, image, '<image>').map(({ from, value }) => ({
    role: roles[from] ?? from,
    content: value,
  }));
  return { id: row.id, messages, ...(image === undefined ? {} : { images: [image] }) };
}

/** Questions with answers in a sample. */
export const turnCount = (row: Row): number =>
  curatedRow.parse(row).conversations.filter(({ from }) => from === 'gpt').length;

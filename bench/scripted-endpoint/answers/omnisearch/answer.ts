import type { Answer } from '../../options.ts';
import { textOf } from '../prompt-section.ts';

/** Names known in Chinese. */
const inChinese: Readonly<Record<string, string>> = { 'Tarn canyon': '塔恩峡谷', 'Kestrel ferry': '红隼号渡船' };

/** The dialogue as far as it is looked at: first prompt, last message, and the replies given so far. */
export interface Dialogue {
  readonly prompt: string;
  readonly last: string;
  readonly replies: number;
}

/**
 * A planner that does what the agent is made for: it looks what the picture shows, searches the question with the name in place of
 * the pointer, and answers what the search was read to say. It knows nothing of its own; to any other prompt it says so.
 */
export function planNext({ prompt, last, replies }: Dialogue): Readonly<Record<string, string>> {
  const question = /^Question: (.+)$/mu.exec(prompt)?.[1] ?? '';
  if (prompt.startsWith('Say in one short sentence what the picture shows'))
    return { caption: 'Something is to be seen.' };
  if (!prompt.startsWith('Answer a question about the picture')) return { answer: 'unknown' };
  const found = /read from the search \(\w+\): "([^"]+)"/u.exec(last)?.[1];
  if (found !== undefined) return { thought: `It was read: ${found}`, action: 'answer', answer: found };
  if (replies === 0)
    return { thought: 'What is shown?', subQuestion: 'What does the picture show?', action: 'search_by_image' };
  const entity = /"title":"([^"]+)"/u.exec(last)?.[1];
  if (replies === 1 && entity !== undefined) {
    const query = question
      .replace(/\bthis (?:[a-z]+ range|[a-z]+)/u, `the ${entity}`)
      .replace(/这个(?:峡谷|船)/u, inChinese[entity] ?? entity);
    return { thought: `It shows ${entity}.`, subQuestion: query, action: 'search_text', query };
  }
  return { thought: 'Nothing was found.', action: 'answer', answer: 'unknown' };
}

/** Answers as the planner of OmniSearch on a corpus of plain statements. */
export const omnisearchAnswer = (): Answer => (request) => {
  const [first] = request.messages.filter(({ role }) => role === 'user');
  const last = request.messages.at(-1);
  const replies = request.messages.filter(({ role }) => role === 'assistant').length;
  return JSON.stringify(
    planNext({ prompt: first ? textOf(first).trimStart() : '', last: last ? textOf(last) : '', replies }),
  );
};

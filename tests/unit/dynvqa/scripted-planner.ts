import type { Asked, Scripted } from '../shard-runner/scripted-gateway.ts';

/** Names the planner knows in Chinese. */
const inChinese: Readonly<Record<string, string>> = { 'Tarn canyon': '塔恩峡谷', 'Kestrel ferry': '红隼号渡船' };

const say = (value: object): Scripted => ({ text: JSON.stringify(value), tokens: 10 });

/**
 * A planner that does what the agent is made for: it looks what the picture shows, searches the question with the name in place of
 * the pointer, and answers what the search was read to say. It knows nothing of its own.
 */
export function scriptedPlanner({ prompt, last, messages }: Asked): Scripted {
  const question = /^Question: (.+)$/mu.exec(prompt)?.[1] ?? '';
  if (prompt.startsWith('Say in one short sentence what the picture shows'))
    return say({ caption: 'Something is to be seen.' });
  if (!prompt.startsWith('Answer a question about the picture')) return say({ answer: 'unknown' });
  const found = /read from the search \(\w+\): "([^"]+)"/u.exec(last)?.[1];
  if (found !== undefined) return say({ thought: `It was read: ${found}`, action: 'answer', answer: found });
  const searched = messages.filter(({ role }) => role === 'assistant').length;
  if (searched === 0)
    return say({ thought: 'What is shown?', subQuestion: 'What does the picture show?', action: 'search_by_image' });
  const entity = /"title":"([^"]+)"/u.exec(last)?.[1];
  if (searched === 1 && entity !== undefined) {
    const query = question
      .replace(/\bthis (?:[a-z]+ range|[a-z]+)/u, `the ${entity}`)
      .replace(/这个(?:峡谷|船)/u, inChinese[entity] ?? entity);
    return say({ thought: `It shows ${entity}.`, subQuestion: query, action: 'search_text', query });
  }
  return say({ thought: 'Nothing was found.', action: 'answer', answer: 'unknown' });
}

import type { PlannedStep } from './planned-step.ts';

const tag = /<\s*(\/?)\s*(thought|sub[-_ ]?question|search|end)\s*>/giu;
const finalLine = /^[ \t>*]*final answer\s*[:：]\s*/imu;

interface Sections {
  readonly thought: string;
  readonly subQuestion: string;
  readonly search: string;
  /** What stands outside the thought, the sub-question and the search. */
  readonly rest: string;
}

/** Cuts a reply at its tags; a closing tag is optional, and what follows it belongs to no section. */
function sections(text: string): Sections {
  const found = { thought: '', subQuestion: '', search: '', rest: '' };
  let into: keyof typeof found = 'rest';
  let from = 0;
  const take = (end: number): void => void (found[into] += text.slice(from, end));
  for (const mark of text.matchAll(tag)) {
    take(mark.index);
    from = mark.index + mark[0].length;
    const name = (mark[2] ?? '').toLowerCase();
    const opens = mark[1] === '';
    into = !opens || name === 'end' ? 'rest' : name === 'thought' || name === 'search' ? name : 'subQuestion';
  }
  take(text.length);
  return found;
}

const firstLine = (text: string): string => text.trim().split('\n')[0]?.trim() ?? '';
const unquoted = (query: string): string => query.replace(/^[\s:"'“”>]+|[\s"'“”>]+$/gu, '');

type Search =
  | { readonly action: 'search_text' | 'search_images'; readonly query: string }
  | { readonly action: 'search_by_image' | 'none' };

function readSearch(line: string): Search | undefined {
  if (/^no retrieval/iu.test(line)) return { action: 'none' };
  if (/^image retrieval with input image/iu.test(line)) return { action: 'search_by_image' };
  const named = /^(image retrieval with text query|text retrieval)\s*[:：]?(.*)$/iu.exec(line);
  const query = unquoted(named?.[2] ?? '');
  if (!named || query === '') return undefined;
  return { action: named[1]?.toLowerCase() === 'text retrieval' ? 'search_text' : 'search_images', query };
}

/** The answer behind `Final Answer:` at the start of a line, outside thoughts and searches; null without one. */
export function finalAnswer(text: string): string | null {
  const { rest } = sections(text);
  const line = finalLine.exec(rest);
  return line
    ? rest
        .slice(line.index + line[0].length)
        .replace(/\s+/gu, ' ')
        .trim()
    : null;
}

/**
 * Reads the tag form of OmniSearch: `<Thought>`, `<Sub-Question>`, `<Search>` with one search line, or at last `<End>` and
 * `Final Answer:`. The tool's name counts in the search section only, and a query ends with its line. Null where nothing can be read.
 */
export function readTags(text: string): PlannedStep | null {
  const found = sections(text);
  const thought = found.thought.trim();
  const answer = finalAnswer(text);
  if (answer !== null && answer !== '') return { action: 'answer', thought, answer };
  const search = readSearch(firstLine(found.search));
  return search ? { ...search, thought, subQuestion: firstLine(found.subQuestion) } : null;
}

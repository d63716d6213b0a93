import type { Language } from '../../language.ts';
import { dataRule } from './data-block.ts';

/** Raised with every change of a prompt of the agent; kept in the rows. */
export const agentPromptVersion = 'omnisearch-1';

const replyIn: Readonly<Record<Language, string>> = {
  en: 'Write queries and the answer in English.',
  zh: 'Write queries and the answer in Chinese.',
};

const duties = [
  'Answer a question about the picture with the help of searches, one step at a time.',
  'In each step decide what is still missing, put it as one sub-question that stands on its own and names things instead of pointing at them, and choose one search for it.',
  'After your reply the search is made and you are shown what it found. Then take the next step: look further, check, ask otherwise where the search failed, settle what contradicts, or finish.',
  'Rely on what was found, not on memory: facts may have changed. Everything asked about is public.',
];

const jsonForm = [
  'Reply with one JSON object and nothing else:',
  '{"thought": what is known and what is missing, "subQuestion": the sub-question, "action": one of',
  '"search_by_image" (find pictures like the one given), "search_text" (find pages by words), "search_images" (find pictures by words),',
  '"query": the words to search by}',
  'When you know enough: {"thought": …, "action": "answer", "answer": the answer in a few words}',
];

const tagForm = [
  'Reply in these tags and nothing else:',
  '<Thought> what is known and what is missing',
  '<Sub-Question> the sub-question',
  '<Search> exactly one of: Image Retrieval with Input Image | Text Retrieval: words | Image Retrieval with Text Query: words | No Retrieval',
  'When you know enough:',
  '<Thought> why it is enough',
  '<End>',
  'Final Answer: the answer in a few words',
];

export type PlanForm = 'json' | 'tags';

/** First words to the planner (section 6.1 of the specification). */
export function plannerInstruction(question: string, language: Language, form: PlanForm): string {
  return [
    ...duties,
    dataRule,
    replyIn[language],
    '',
    ...(form === 'json' ? jsonForm : tagForm),
    '',
    `Question: ${question}`,
  ].join('\n');
}

export const notices = {
  nothing: 'The search found nothing. Ask in other words or search by another means.',
  repeated: 'That search was made before and is not made again. Choose another one, or answer.',
  idle: 'No search was made. Choose a search, or answer.',
  unreadable: 'Your reply could not be read as a step. Keep to the form.',
} as const;

/** The demand that ends an episode. */
export function forceAnswer(form: PlanForm): string {
  return [
    'No further search is possible. Answer now from what was found, in a few words, or say "unknown".',
    form === 'json'
      ? 'Reply with {"action": "answer", "thought": …, "answer": …}.'
      : 'Reply with <Thought>, <End> and a line "Final Answer: …".',
  ].join('\n');
}

/** To the sub-question solver, which sees one sub-question and what was found for it. */
export function solverInstruction(subQuestion: string, language: Language, lines: readonly string[]): string {
  return [
    'Answer the question from the found material alone, in a few words. Prefer the newest where dates differ. Say "unknown" where it does not hold the answer.',
    dataRule,
    language === 'zh' ? 'Answer in Chinese.' : 'Answer in English.',
    'Reply with {"answer": …, "cited": [ids of the lines you used]} and nothing else.',
    '',
    `Question: ${subQuestion}`,
    '',
    'Found material:',
    ...lines,
  ].join('\n');
}

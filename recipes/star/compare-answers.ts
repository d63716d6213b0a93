import type { StarProblem } from './dataset.ts';
import { extractAnswer } from './extract-answer.ts';
import { normaliseAnswer } from './normalise-answer.ts';

type Gold = Pick<StarProblem, 'dataset' | 'answer' | 'choices' | 'accepted'>;

/** The gold answer in the form `extractAnswer` gives; null where it is not one of its dataset. */
export function goldAnswer({ dataset, answer, choices }: Gold): string | null {
  if (dataset === 'commonsenseqa') return extractAnswer(dataset, `(${answer.trim()})`);
  if (dataset === 'gsm8k') return extractAnswer(dataset, answer.includes('####') ? answer : `#### ${answer}`);
  if (dataset === 'arithmetic') return extractAnswer(dataset, answer);
  if (!choices) return normaliseAnswer(answer) || null;
  return extractAnswer(dataset, `(${answer.trim()})`, { labels: choices.map(({ label }) => label) });
}

/** The one comparator: of generation, of rationalization and on dev. No answer is not a right one. */
export function isCorrect(problem: Gold, answer: string | null): boolean {
  if (answer === null) return false;
  if (answer === goldAnswer(problem)) return true;
  return problem.choices === undefined && (problem.accepted ?? []).some((other) => normaliseAnswer(other) === answer);
}

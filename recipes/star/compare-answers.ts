import type { StarProblem } from './dataset.ts';
import { extractAnswer } from './extract-answer.ts';

/** The gold answer in the form `extractAnswer` gives; null where it is not one of its dataset. */
export function goldAnswer({ dataset, answer }: Pick<StarProblem, 'dataset' | 'answer'>): string | null {
  if (dataset === 'commonsenseqa') return extractAnswer(dataset, `(${answer.trim()})`);
  if (dataset === 'gsm8k') return extractAnswer(dataset, answer.includes('####') ? answer : `#### ${answer}`);
  return extractAnswer(dataset, answer);
}

/** The one comparator: of generation, of rationalization and on dev. No answer is not a right one. */
export function isCorrect(problem: Pick<StarProblem, 'dataset' | 'answer'>, answer: string | null): boolean {
  return answer !== null && answer === goldAnswer(problem);
}

import type { StarProblem } from '../dataset.ts';
import { columnsWorking } from './columns.ts';
import { scratchpad } from './scratchpad.ts';

/** The right working of a sum, in its notation. */
export const workingOf = ({ question, notation }: Pick<StarProblem, 'question' | 'notation'>): string =>
  notation === 'columns' ? columnsWorking(question) : scratchpad(question);

/** Whether every line of a rationale is right, white space aside: a right sum may stand under a wrong working. */
export function isWorkingRight(problem: Pick<StarProblem, 'question' | 'notation'>, rationale: string): boolean {
  const plain = (text: string): string => text.replace(/[^\S\n]+/g, '').trim();
  return plain(rationale) === plain(workingOf(problem));
}

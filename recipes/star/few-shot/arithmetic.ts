import { uniformFrom } from '../../sha256.ts';
import { sumRecord } from '../arithmetic/draw-sums.ts';
import { splitOf } from '../arithmetic/split.ts';
import { digitsOf } from '../arithmetic/sum.ts';
import { workingOf } from '../arithmetic/working.ts';
import type { Notation } from '../dataset.ts';
import type { WorkedExample } from './worked-example.ts';

/** Examples a length, and the longest length that has some (paper, section 4.1). */
const perLength = 10;
const longest = 5;

/** Worked sums as long as this one, at most five digits, of the part that is neither trained on nor measured. */
export function arithmeticExamples(question: string, notation: Notation): readonly WorkedExample[] {
  const digits = Math.min(digitsOf(question), longest);
  const examples: WorkedExample[] = [];
  const [low, size] = digits === 1 ? [0, 10] : [10 ** (digits - 1), 9 * 10 ** (digits - 1)];
  for (let draw = 0; examples.length < perLength; draw++) {
    const [a, b] = ['a', 'b'].map(
      (operand) => low + Math.floor(uniformFrom('worked sums', digits, draw, operand) * size),
    );
    if (a === undefined || b === undefined || splitOf({ a, b }) !== 'base') continue;
    const { question: sum, answer } = sumRecord({ a, b });
    const problem = { dataset: 'arithmetic', question: sum, answer, notation } as const;
    if (sum !== question && !examples.some((known) => known.problem.question === sum))
      examples.push({ problem, rationale: workingOf(problem) });
  }
  return examples;
}

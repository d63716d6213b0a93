import { goldAnswer } from './compare-answers.ts';
import type { StarProblem } from './dataset.ts';

/** The question part of a prompt as it is asked, and as it is stored for training: no trace of the answer. */
export function askQuestion(problem: StarProblem): string {
  return questionPart(problem, undefined);
}

/**
 * The same with the hint for rationalization (paper, section 3.2): the right choice marked, GSM8K's final value after the
 * question, the sum on the target's line. Final values only, never the gold solution. Throws RangeError for a gold answer
 * that is not one of its dataset.
 */
export function addHint(problem: StarProblem): string {
  const gold = goldAnswer(problem);
  if (gold === null) throw new RangeError(`'${problem.answer}' is no answer of ${problem.dataset}`);
  return questionPart(problem, gold);
}

/** Marks the right choice in a hint; searched for in training files, where it must not be. */
export const correctMark = ' (CORRECT)';

function questionPart({ dataset, question, choices = [] }: StarProblem, gold: string | undefined): string {
  if (dataset === 'arithmetic') return `Input: ${question}\nTarget:${gold === undefined ? '' : ` ${gold}`}`;
  if (dataset === 'gsm8k') return gold === undefined ? `Q: ${question}` : `Q: ${question} (${gold})`;
  const lines = choices.map(({ label, text }) => {
    const letter = label.toLowerCase();
    return `(${letter}) ${text}${letter === gold ? correctMark : ''}`;
  });
  return [`Q: ${question}`, 'Choices:', ...lines].join('\n');
}

import { columnsTask } from './arithmetic/columns.ts';
import { goldAnswer } from './compare-answers.ts';
import type { StarProblem } from './dataset.ts';

/** The question part of a prompt as it is asked, and as it is stored for training: no trace of the answer. */
export function askQuestion(problem: StarProblem): string {
  return questionPart(problem, undefined);
}

/**
 * The same with the hint for rationalization (paper, section 3.2): the right choice marked, GSM8K's final value or a short
 * answer after the question, the sum on the target's line. Final values only, never the gold solution. Throws RangeError for
 * a gold answer that is not one of its dataset.
 */
export function addHint(problem: StarProblem): string {
  const gold = goldAnswer(problem);
  if (gold === null) throw new RangeError(`'${problem.answer}' is no answer of ${problem.dataset}`);
  return questionPart(problem, problem.dataset === 'multimodal' && !problem.choices ? problem.answer.trim() : gold);
}

/** Marks the right choice in a hint; searched for in training files, where it must not be. */
export const correctMark = ' (CORRECT)';

function questionPart(problem: StarProblem, hint: string | undefined): string {
  const { dataset, question, choices } = problem;
  if (dataset === 'arithmetic') {
    if (problem.notation === 'columns') return columnsTask(question, hint);
    return `Input: ${question}\nTarget:${hint === undefined ? '' : ` ${hint}`}`;
  }
  if (!choices) return hint === undefined ? `Q: ${question}` : `Q: ${question} (${hint})`;
  const lines = choices.map(({ label, text }) => {
    const letter = label.toLowerCase();
    return `(${letter}) ${text}${letter === hint ? correctMark : ''}`;
  });
  return [`Q: ${question}`, 'Choices:', ...lines].join('\n');
}

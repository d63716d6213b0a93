import { digitsOf } from '../../recipes/star/arithmetic/sum.ts';
import { workingOf } from '../../recipes/star/arithmetic/working.ts';

/** Lengths of sums, in digits, that a model was trained on. */
export type Learned = ReadonlySet<number>;

/** What the base brings: one-digit sums. */
export const baseLearned: Learned = new Set([1]);

const task = /^Input: (?<question>[\d +]+)\nTarget:(?<hint>[\d ]*)$/;

/** The last sum asked for in a prompt; undefined where there is none. */
export function askedSum(prompt: string): { readonly question: string; readonly hinted: boolean } | undefined {
  const { question, hint = '' } = task.exec(prompt)?.groups ?? {};
  return question === undefined ? undefined : { question: question.trim(), hinted: hint.trim() !== '' };
}

/** Lengths in the prompts of a training file. */
export function learnedFrom(file: string): Learned {
  const lengths = file
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { messages } = JSON.parse(line) as { messages: readonly { role: string; content: string }[] };
      return askedSum(messages.findLast(({ role }) => role === 'user')?.content ?? '');
    });
  return new Set(lengths.flatMap((asked) => (asked ? [digitsOf(asked.question)] : [])));
}

/**
 * A model that solves k-digit sums only if it was trained on them and on (k-1)-digit ones. With a hint it can also explain
 * sums one digit longer than those it solves.
 */
export function answerSum(learned: Learned, prompt: string): string {
  const asked = askedSum(prompt);
  if (!asked) return 'I only do sums.';
  const digits = digitsOf(asked.question);
  const solves = (length: number): boolean => learned.has(length) && (length === 1 || learned.has(length - 1));
  const right = solves(digits) || (asked.hinted && solves(digits - 1));
  return right ? workingOf({ question: asked.question }) : '<scratch>\n</scratch>\n0';
}

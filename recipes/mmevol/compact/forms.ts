import { formKey } from '../rules/wording.ts';
import type { Form } from '../vocabulary.ts';
import type { Pair } from './plain-pair.ts';
import { shortAnswer } from './short-answer.ts';
import type { CompactTask } from './task.ts';
import { contentWords, coverage } from './words.ts';

/** A task form made of a true statement. */
export interface FormedPair extends Pair {
  readonly format: Form;
}

type InteractiveTask = Extract<CompactTask, { operator: 'interactive' }>;
type Maker = (statement: string, task: InteractiveTask) => FormedPair | null;

const opposites: readonly (readonly [string, string])[] = [
  ['left', 'right'],
  ['above', 'below'],
  ['upper', 'lower'],
  ['top', 'bottom'],
  ['foreground', 'background'],
];
/** Only these can be answered by an option; others by yes or no. */
const wQuestion = /^(?:what|which|who|whose|where|when|why|how)\b/i;
const verdict = /^(?:yes|no)\b/i;
const letters = ['A', 'B', 'C'] as const;
/** Characters of an option. */
const longestOption = 80;
const leastBlank = 4;

const fillInTheBlank: Maker = (statement, { plain: { question, answer }, draw }) => {
  const asked = contentWords(question);
  const told = contentWords(answer);
  const words = [...contentWords(statement)]
    .filter(([key, word]) => told.has(key) && !asked.has(key) && word.length >= leastBlank)
    .map(([, word]) => word);
  const blank = words[Math.floor(draw('blank') * words.length)];
  if (blank === undefined) return null;
  const sentence = statement.replace(new RegExp(String.raw`(?<!\p{L})${blank}(?!\p{L})`, 'iu'), '____');
  return { format: 'fill_in_the_blank', question: `Fill in the blank: ${sentence}`, answer: blank };
};

/**
 * The statement with one word turned into its opposite, where it holds exactly one such word. Of "a" thing the opposite may be true as
 * well: another sheep may stand at the bottom.
 */
function falsified(statement: string): string | null {
  if (/^an?\b/i.test(statement)) return null;
  const found = opposites.flat().filter((word) => new RegExp(String.raw`\b${word}\b`, 'i').test(statement));
  const [word] = found;
  if (word === undefined || found.length > 1) return null;
  const [a = '', b = ''] = opposites.find((pair) => pair.includes(word)) ?? [];
  return statement.replace(new RegExp(String.raw`\b${word}\b`, 'gi'), word === a ? b : a);
}

const textImageMatching: Maker = (statement, { draw }) => {
  const wrong = draw('falsify') < 0.5 ? falsified(statement) : null;
  return {
    format: 'text_image_matching',
    question: `Does this statement match the photo? "${wrong ?? statement}" Answer yes or no.`,
    answer: wrong === null ? 'Yes' : 'No',
  };
};

const optionOf = (answer: string) => shortAnswer(answer).replace(/[.!]+$/, '');

const multiChoice: Maker = (_, { plain: { question, answer }, record, index, draw }) => {
  if (!wQuestion.test(question)) return null;
  const right = optionOf(answer);
  const usable = (option: string) => option.length <= longestOption && !verdict.test(option);
  const wrong = record.conversations
    .filter((_other, at) => at !== index)
    .map((item) => optionOf(item.lineage?.compact?.plain?.answer ?? item.answer))
    .filter((option) => usable(option) && coverage(option, right) < 0.5 && coverage(right, option) < 0.5);
  const others = [...new Set(wrong)].slice(0, letters.length - 1);
  if (!usable(right) || others.length < letters.length - 1) return null;
  const place = Math.floor(draw('place') * letters.length);
  const options = others.toSpliced(place, 0, right).map((option, at) => `${letters[at] ?? ''}. ${option}`);
  return { format: 'multi_choice', question: `${question} ${options.join(' ')}`, answer: letters[place] ?? 'A' };
};

const makers: Readonly<Partial<Record<Form, Maker>>> = {
  fill_in_the_blank: fillInTheBlank,
  multi_choice: multiChoice,
  text_image_matching: textImageMatching,
};

/** A form other than the parent's made of the statement; which one comes first is drawn. Null where none can be made. */
export function formedPair(statement: string, task: InteractiveTask): FormedPair | null {
  const free = Object.entries(makers).filter(([form]) => form !== formKey(task.parent.format));
  const start = Math.floor(task.draw('form') * free.length);
  for (const [, make] of [...free.slice(start), ...free.slice(0, start)]) {
    const made = make(statement, task);
    if (made) return made;
  }
  return null;
}

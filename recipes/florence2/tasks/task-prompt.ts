import { locationTokens, quantizeBox, type Box, type Size } from '../locations.ts';
import type { tasks, TaskToken } from './tasks.ts';

/** Tokens whose extra input is of one kind. */
type TokensWith<Kind> = {
  [Token in TaskToken]: (typeof tasks)[Token]['input'] extends Kind ? Token : never;
}[TaskToken];

/** A task and what it asks about; a region is a box in pixels of the original picture. */
export type TaskQuestion =
  | { readonly task: TokensWith<'none'> }
  | { readonly task: TokensWith<'text'>; readonly text: string }
  | { readonly task: TokensWith<'names'>; readonly names: readonly [string, ...string[]] }
  | { readonly task: TokensWith<'region'>; readonly box: Box; readonly size: Size };

/**
 * The prompt as a processor takes it: the token, then its input. A region is four location tokens, several names are
 * joined by `<and>` (paper, open-vocabulary detection).
 */
export function taskPrompt(question: TaskQuestion): string {
  if ('box' in question) return question.task + locationTokens(quantizeBox(question.box, question.size));
  if ('names' in question) return question.task + question.names.map(plain).join('<and>');
  if ('text' in question) return question.task + plain(question.text);
  return question.task;
}

/** The sentences a checkpoint was trained on, as its own processor lists them; `{input}` marks where the input goes. */
export interface TrainedPrompts {
  readonly withoutInput: Readonly<Record<string, string>>;
  readonly withInput: Readonly<Record<string, string>>;
}

/**
 * The sentence a prompt stands for, for a server that takes raw text instead of task tokens. Returns the prompt itself
 * where the table does not know its token.
 */
export function trainedPrompt(prompt: string, { withoutInput, withInput }: TrainedPrompts): string {
  const token = /^<[A-Z_]+>/.exec(prompt)?.[0] ?? '';
  const sentence = prompt === token ? withoutInput[token] : withInput[token];
  return sentence === undefined ? prompt : sentence.replace('{input}', () => prompt.slice(token.length).trim());
}

/** Text in which nothing can be read as a task or location token. */
function plain(text: string): string {
  return text.replaceAll(/<(?=\/?\w+>)/g, '').trim();
}

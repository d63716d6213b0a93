import type { Language } from '../../language.ts';
import { dataRule } from '../agent/data-block.ts';
import { domain } from '../gold/labels.ts';

/** Raised with every change of a prompt of the construction; kept in the rows of a release. */
export const buildPromptVersion = 'dynvqa-build-1';

const nameOf: Readonly<Record<Language, string>> = { en: 'English', zh: 'Chinese' };

/** A2: a question with a short answer, from evidence. */
export function writeInstruction(entity: string, language: Language, lines: readonly string[]): string {
  return [
    `Write one question in ${nameOf[language]} about ${entity} whose answer stands in the material below.`,
    `Name ${entity} exactly once. The answer has at most 12 words, is stated by at least two of the lines, and cannot be guessed.`,
    'Also give other spellings of the answer, and what is asked for as a noun phrase ("the captain of the ferry Anna").',
    dataRule,
    'Reply with {"query": …, "answer": …, "aliases": […], "phrase": …} and nothing else.',
    '',
    'Material:',
    ...lines,
  ].join('\n');
}

/** A4: labels of a question. */
export function labelInstruction(query: string, answer: string): string {
  return [
    'Judge this question and its answer.',
    '"update_frequency": "fast" if the answer changes within about a year, "slow" if over several years, "never" if it is fixed.',
    '"hops": how many searches it takes that cannot be merged; to recognise what a picture of the thing named shows counts as one.',
    '"visual_needed": true if the fact asked for is itself something seen, which no text would tell.',
    `"domain": one of ${domain.options.map((one) => JSON.stringify(one)).join(', ')}.`,
    'Reply with one JSON object of these four fields and nothing else.',
    '',
    `Question: ${query}`,
    `Answer: ${answer}`,
  ].join('\n');
}

/** A5: the thing a picture is to stand for. */
export function anchorInstruction(query: string): string {
  return [
    'Choose the one thing named in the question that a photograph can show instead of its name.',
    'Reply with {"entity": its name as it stands in the question, "hypernym": what kind of thing it is in one or two words,',
    '"aliases": other names of it, "picturable": whether a photograph would let people recognise it} and nothing else.',
    '',
    `Question: ${query}`,
  ].join('\n');
}

/** A6: whether a picture shows what it should. */
export const isItInstruction = (entity: string): string =>
  `Does this picture show ${entity}? Reply with {"shows": true} or {"shows": false} and nothing else.`;

/** A7: the name gives way to the picture. */
export function rewriteInstruction(query: string, entity: string, hypernym: string, language: Language): string {
  return [
    `Rewrite the question in ${nameOf[language]} for somebody who sees a picture of ${entity}: point at it ("this ${hypernym}") and do not name it.`,
    'Change nothing else. Reply with {"question": …} and nothing else.',
    '',
    `Question: ${query}`,
  ].join('\n');
}

/** A11: into the other language. */
export function translateInstruction(texts: readonly string[], to: Language): string {
  return [
    `Translate each of these texts into ${nameOf[to]}, as a native speaker would say it. Names keep their usual form in that language.`,
    'Reply with {"texts": […]} in the same order and nothing else.',
    '',
    JSON.stringify(texts),
  ].join('\n');
}

/** A11, A12: whether two texts say the same. */
export function equalInstruction(question: string, a: string, b: string): string {
  return [
    'Do these two mean the same as an answer to the question? Reply with {"same": true} or {"same": false} and nothing else.',
    `Question: ${question}`,
    `First: ${a}`,
    `Second: ${b}`,
  ].join('\n');
}

/** A12: other forms of an answer. */
export function aliasInstruction(query: string, answers: readonly string[]): string {
  return [
    'Give up to eight other ways to write this answer, in English and in Chinese: other spellings, short and long forms, numbers and dates in other forms.',
    'Reply with {"aliases": […]} and nothing else.',
    `Question: ${query}`,
    `Answer: ${answers.join(' / ')}`,
  ].join('\n');
}

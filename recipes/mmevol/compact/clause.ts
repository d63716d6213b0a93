import { contentWords, wordsOf } from './words.ts';

/** A statement cut before its verb: `A boat | is moored at the bank.` */
export interface Clause {
  readonly subject: string;
  readonly rest: string;
}

/** Verbs by which captions say how things stand. */
const base =
  'stand|lie|sit|float|hang|run|walk|rise|lean|rest|grow|hide|hold|wear|carry|cover|surround|fill|face|point|lead|fade|drive|ride|swim|' +
  'graze|feed|eat|drink|play|jump|wait|sleep|stretch|extend|spread|overlook|cross|reach|enclose|end|reflect|emerge|look|fly|move|gather|appear|contain|serve';
const verb = new RegExp(String.raw`\s(?=(?:is|are|was|were|has|have|flies|carries|(?:${base})(?:s|es)?)\s)`, 'i');

/** Subjects that mean nothing by themselves, or open a subordinate clause. */
const dependent =
  /^(?:it|its|they|their|he|she|his|her|this|that|these|those|there|you|no|not|only|probably|mostly|so|to|by|in|on|at|from|as|if|when|while|and|but|or)\b|\b(?:it|they|he|she|you|ones?|others?|some|same|several|who|which|that|where|as)\b|,/i;
/** A new clause behind a comma, with which the statement may end. */
const nextClause = /,\s(?=(?:and|but|while|so|which|where|the|one|as)\b)/i;

const longestSubject = 10;
const leastContent = 2;

/** The parts of a text between full stops, colons and semicolons. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|[;:]\s+/)
    .map((part) => part.trim().replace(/[.!?]+$/, ''))
    .filter((part) => part !== '');
}

/** A sentence cut before its verb; null where its subject is a pronoun, no known verb shows, or little is said. */
export function clauseOf(sentence: string): Clause | null {
  const [main = ''] = sentence.trim().split(nextClause);
  const at = verb.exec(main)?.index ?? -1;
  if (at < 0) return null;
  const subject = main.slice(0, at).trim();
  const rest = main.slice(at).trim();
  if (dependent.test(subject) || wordsOf(subject).length > longestSubject) return null;
  return contentWords(rest).size < leastContent ? null : { subject, rest };
}

const preposition =
  /\s(?:of|with|in|on|at|around|near|behind|under|from|to|above|below|between|beside|inside|along|over|by|against)\s/i;

/** The thing a subject names: the last word before its first preposition. */
export function headOf(subject: string): string {
  return wordsOf(subject.split(preposition)[0] ?? '').at(-1) ?? '';
}

import { shortAnswer } from './short-answer.ts';
import type { CompactTask } from './task.ts';
import { coverage, contentWords, foreignWords, isNegated } from './words.ts';

/** Why a text of the model can't be used, as reject reason. */
export type Fault = 'not_a_question' | 'not_a_sentence' | 'ungrounded' | 'meaning_lost' | 'tells_the_answer';

/** Least share of the given content words that must come back. */
const leastKept = 0.6;
/** Least share of the question's content words that its statement must hold. */
const leastAsked = 0.5;
/** Said of any thing that is somewhere. */
const posture = 'stands lies sits';

function questionFault(question: string, { subject, rest }: { subject: string; rest: string }): Fault | null {
  if (!/^(?:what|who|which|where)\b[^?]*\?$/i.test(question)) return 'not_a_question';
  if (foreignWords(question, rest).length > 0) {
    return foreignWords(question, rest, subject).length > 0 ? 'ungrounded' : 'tells_the_answer';
  }
  return coverage(rest, question) < leastKept ? 'meaning_lost' : null;
}

/** Questions whose answer is no subject: `What is the man wearing?`, but not `What is on the table?`. */
const asksForObject =
  /^(?:how|where)\b|^(?:what|which)\s+(?:is|are|was|were|does|do|did|can|could)\s+(?!(?:on|in|at|under|above|below|behind|beside|between|near|to|inside|over)\b)/i;

/** Whether the answer was put in the subject's place: `A hat is the man` for what the man is wearing. */
function inverted(sentence: string, question: string, answer: string): boolean {
  const [first = ''] = contentWords(sentence).keys();
  const [answered] = contentWords(answer).keys();
  const itself = coverage(question, answer) >= leastKept;
  return asksForObject.test(question) && !itself && first === answered && !contentWords(question).has(first);
}

/** Whether the words of the answer come back in their order: `a man left of a dog` is no `dog left of a man`. */
function inOrder(sentence: string, question: string, answer: string): boolean {
  const asked = contentWords(coverage(question, answer) >= leastKept ? '' : question);
  const [told, said] = [contentWords(answer), contentWords(sentence)];
  const expected = [...told.keys()].filter((key) => said.has(key) && !asked.has(key));
  return [...said.keys()].filter((key) => expected.includes(key)).every((key, at) => key === expected[at]);
}

function sentenceFault(sentence: string, question: string, answer: string): Fault | null {
  if (!/^[^?]*[.!]$/.test(sentence)) return 'not_a_sentence';
  if (foreignWords(sentence, question, answer, posture).length > 0) return 'ungrounded';
  const lost =
    coverage(answer, sentence) < leastKept ||
    coverage(question, sentence) < leastAsked ||
    isNegated(sentence) !== isNegated(answer) ||
    inverted(sentence, question, answer) ||
    !inOrder(sentence, question, answer);
  return lost ? 'meaning_lost' : null;
}

/**
 * What is wrong with a text the model wrote, judged by the words of its task alone: a word that stands neither in the fact nor in
 * question and answer is made up, words left out or a lost "not" change the meaning. Null where nothing is.
 */
export function faultOf(task: CompactTask, text: string): Fault | null {
  return 'fact' in task
    ? questionFault(text, task.fact)
    : sentenceFault(text, task.joined.question, shortAnswer(task.joined.answer));
}

import { shortAnswer } from './short-answer.ts';
import type { CompactTask } from './task.ts';
import { coverage, contentWords, foreignWords, isNegated } from './words.ts';

/** Why a text of the model can't be used, as reject reason. */
export type Fault = 'not_a_question' | 'not_a_sentence' | 'ungrounded' | 'meaning_lost' | 'tells_the_answer';

/** Least share of the given content words that must come back. */
const leastKept = 0.6;
/** Least share of the question's content words that its statement must hold. */
const leastAsked = 0.5;

function questionFault(question: string, { subject, rest }: { subject: string; rest: string }): Fault | null {
  if (!/^(?:what|who|which|where)\b[^?]*\?$/i.test(question)) return 'not_a_question';
  if (foreignWords(question, rest).length > 0) {
    return foreignWords(question, rest, subject).length > 0 ? 'ungrounded' : 'tells_the_answer';
  }
  return coverage(rest, question) < leastKept ? 'meaning_lost' : null;
}

/** Whether the answer was put in the subject's place: `A hat is the man` for what the man is wearing. */
function inverted(sentence: string, question: string, answer: string): boolean {
  const asksForObject = /^(?:what|which|how|where)\s+(?:is|are|was|were|does|do|did|can|could)\b/i.test(question);
  const [first] = contentWords(sentence).keys();
  const [answered] = contentWords(answer).keys();
  return (
    asksForObject &&
    first === answered &&
    coverage(question, answer) < leastKept &&
    !contentWords(question).has(first ?? '')
  );
}

function sentenceFault(sentence: string, question: string, answer: string): Fault | null {
  if (!/^[^?]*[.!]$/.test(sentence)) return 'not_a_sentence';
  if (foreignWords(sentence, question, answer).length > 0) return 'ungrounded';
  const lost =
    coverage(answer, sentence) < leastKept ||
    coverage(question, sentence) < leastAsked ||
    isNegated(sentence) !== isNegated(answer) ||
    inverted(sentence, question, answer);
  return lost ? 'meaning_lost' : null;
}

/**
 * What is wrong with a text the model wrote, judged by the words of its task alone: a word that stands neither in the fact nor in
 * question and answer is made up, words left out or a lost "not" change the meaning. Null where nothing is.
 */
export function faultOf(task: CompactTask, text: string): Fault | null {
  return task.operator === 'interactive'
    ? sentenceFault(text, task.plain.question, shortAnswer(task.plain.answer))
    : questionFault(text, task.fact);
}

import type { ReasoningStyle } from '../answers/well-formed.ts';
import { questionText, type Question } from '../question.ts';

const placeholders: Readonly<Record<Question['kind'], string>> = {
  choice: 'LETTER',
  open: 'WORD OR PHRASE',
  boxed: 'RESULT',
  number: 'NUMBER',
};

function ending(style: ReasoningStyle, kind: Question['kind']): string {
  const what = placeholders[kind];
  switch (style) {
    case 'answer':
      return `Work through the question one step at a time. Put the result on a last line of its own, in this form:\nAnswer: ${kind === 'boxed' ? '\\boxed{RESULT}' : what}`;
    case 'boxed':
      return `Work through the question one step at a time; do not say a step twice and do not start over. Put the result on a last line of its own, in this form:\nAnswer: \\boxed{${what}}`;
    case 'final':
      return `First explain, in several lines, how you get to the result. Then close with one line in this form:\nFinal answer: ${what}`;
    case 'think':
      return `Think between <think> and </think>. After it say the result in this form:\n\\boxed{${what}}`;
  }
}

/** Asks for steps and then the answer in the style's form. */
export const reasonedPrompt = (question: Question, style: ReasoningStyle): string =>
  `${questionText(question)}\n\n${ending(style, question.kind)}`;

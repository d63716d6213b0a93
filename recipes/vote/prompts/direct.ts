import { questionText, type Question } from '../question.ts';

const endings: Readonly<Record<Question['kind'], string>> = {
  choice: 'Reply with the letter of the right option and nothing else.',
  open: 'Reply with a single word or a short phrase and nothing else.',
  boxed: 'Reply with the result in \\boxed{} and nothing else.',
  number: 'Reply with the number and nothing else.',
};

/** Asks for the bare answer. */
export const directPrompt = (question: Question): string => `${questionText(question)}\n\n${endings[question.kind]}`;

import type { Message } from '../services.ts';
import { userMessage } from '../user-message.ts';
import type { StarProblem } from './dataset.ts';
import { examplesFor } from './few-shot/examples-for.ts';
import { seenMark } from './perception.ts';
import { addHint, askQuestion } from './question.ts';

/** Version of instructions, examples and forms; stands in every record. */
export const promptVersion = 'star-2';

export interface PromptOptions {
  /** Put the gold answer into the question; the examples then have theirs too. @default false */
  readonly hint?: boolean;
  /** Worked examples before the question. @default false */
  readonly fewShot?: boolean;
  /** sha256 of the picture asked about. */
  readonly image?: string | undefined;
}

/**
 * A problem as it is asked: what is wanted, the worked examples as earlier turns, the question. Without `hint` it holds
 * nothing of the gold answer; that form is the one that is stored for training.
 */
export function promptFor(
  problem: StarProblem,
  { hint = false, fewShot = false, image }: PromptOptions,
): readonly Message[] {
  const part = (asked: StarProblem): string => marked(asked, hint ? addHint(asked) : askQuestion(asked));
  const examples = fewShot ? examplesFor(problem) : [];
  const instruction = instructionFor(problem);
  const text = part(problem);
  return [
    ...(instruction === undefined ? [] : [{ role: 'system', content: instruction } as const]),
    ...examples.flatMap(({ problem: asked, rationale }): Message[] => [
      { role: 'user', content: part(asked) },
      { role: 'assistant', content: rationale },
    ]),
    userMessage(text, image),
  ];
}

/** Sums have a mark of their own; other questions end in the mark after which the answer begins. */
const marked = ({ dataset }: StarProblem, question: string): string =>
  dataset === 'arithmetic' ? question : `${question}\nA:`;

function instructionFor({ dataset, choices, describe }: StarProblem): string | undefined {
  switch (dataset) {
    case 'arithmetic':
      return undefined;
    case 'gsm8k':
      return 'Solve the problem step by step, one step a line, each calculation written as <<calculation=result>>result. The last line is #### and the number alone.';
    case 'commonsenseqa':
      return choosing;
    case 'multimodal':
      return choices
        ? `${looking(describe)} ${choosing}`
        : `${looking(describe)} Say in one to three sentences what leads to the answer. The last line is "Answer:" and a short answer.`;
  }
}

const looking = (describe = false): string =>
  describe
    ? `Look at the picture. Begin with a line "${seenMark}" and what there is to see that matters to the question, nothing else.`
    : 'Look at the picture.';

const choosing =
  'Say in one to three sentences what leads to the answer, then close with: Therefore the answer is TEXT (LETTER). TEXT and LETTER are those of the best choice.';

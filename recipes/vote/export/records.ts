import { questionText } from '../question.ts';
import type { VoteRow } from '../vote-row.ts';

type Answered = Pick<VoteRow, 'question' | 'choices' | 'response'> & { readonly id: string };

/** A record of LLaVA's form: the question, and the text that gave the elected answer. */
export const toLlava = ({ id, response, ...asked }: Answered, image: string | undefined) => ({
  id,
  ...(image === undefined ? {} : { image }),
  conversations: [
    { from: 'human', value: `${image === undefined ? '' : '<image>\n'}${questionText(asked)}` },
    { from: 'gpt', value: response },
  ],
});

/** The same as messages. */
export const toShareGpt = ({ id, response, ...asked }: Answered, image: string | undefined) => ({
  id,
  messages: [
    { role: 'user', content: `${image === undefined ? '' : '<image>'}${questionText(asked)}` },
    { role: 'assistant', content: response },
  ],
  ...(image === undefined ? {} : { images: [image] }),
});

/** One record a preference pair, in MMPR's form. */
export function toPreferences(
  {
    id,
    pairs = [],
    samples,
    gold = [],
    ...asked
  }: Pick<VoteRow, 'question' | 'choices' | 'pairs' | 'samples' | 'gold'> & { readonly id: string },
  image: string | undefined,
) {
  const textOf = (number: number): string => samples.find(({ sample }) => sample === number)?.text ?? '';
  return pairs.map(({ chosen, rejected }) => ({
    id: `${id}-${chosen}-${rejected}`,
    ...(image === undefined ? {} : { image }),
    question: `${image === undefined ? '' : '<image>\n'}${questionText(asked)}`,
    chosen: textOf(chosen),
    rejected: textOf(rejected),
    answer_gt: gold[0] ?? '',
  }));
}

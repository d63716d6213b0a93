import type { ItemProgram } from '../item-program.ts';
import { imagesOf } from '../internvl/samples/sample.ts';
import { curatedRow, fieldsOf } from './curated-row.ts';

/** Characters of a flagged turn that reviewers are shown. */
const shownCharacters = 2000;

/** Reason code of a rule: `r7_digit_run`. */
export const reasonOf = (rule: string): string => rule.toLowerCase();

/** Fifth stage: what is flagged is set aside for people; nothing is asked here. The line of a flagged row is that of the review file. */
export const flag: ItemProgram = async ({ seed }) => {
  const { flags: [first, ...more] = [], ...row } = curatedRow.parse(seed);
  const { conversations } = row;
  const images = imagesOf(row).map(({ sha256 }) => sha256);
  if (!first) return { kind: 'kept', rows: [fieldsOf(seed)] };
  const { rule, form, value, threshold, turn } = first;
  const answer = conversations[turn ?? conversations.findIndex(({ from }) => from === 'gpt')]?.value ?? '';
  return {
    kind: 'dropped',
    reason: reasonOf(rule),
    detail: {
      rule,
      ...(form === undefined ? {} : { form }),
      value,
      threshold,
      ...(turn === undefined ? {} : { turn }),
      ...(more.length > 0 ? { more: more.map((one) => one.rule) } : {}),
      question: (conversations.find(({ from }) => from === 'human')?.value ?? '').slice(0, shownCharacters),
      answer: answer.slice(0, shownCharacters),
      ...(images.length > 0 ? { images } : {}),
    },
  };
};

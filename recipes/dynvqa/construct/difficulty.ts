import { allEnded } from '../../all-ended.ts';
import type { ItemProgram } from '../../item-program.ts';
import { readFinal } from '../agent/read-plan.ts';
import { answerInstruction } from '../answer/baseline-prompts.ts';
import type { BuildOptions } from '../options.ts';
import { answerUnaided } from './answer-unaided.ts';
import { keep, passed, readDraft, refuse } from './draft.ts';
import { answersFully, gateLimits } from './gates.ts';

export const samples = 4;

/** A8: four answers with the picture but without any search; a question that three of them get right is too easy. */
export const difficulty: ItemProgram = async ({ current }, services, context) => {
  const { skip } = context.options as BuildOptions;
  const made = readDraft(current);
  const { question, language, answers, image, verify } = made;
  if (skip.includes('A8')) return keep(passed(made, 'A8', 'skipped'));
  const replies = await allEnded(
    Array.from({ length: samples }, (_, sample) =>
      answerUnaided(services, {
        name: 'closed_book',
        sample,
        text: answerInstruction(question ?? '', language, []),
        ...(image === undefined ? {} : { image: image.sha256 }),
        parse: readFinal,
      }),
    ),
  );
  const right = replies.filter((reply) => reply !== null && answersFully(reply, answers, language)).length;
  if (right >= gateLimits.closedBookHits) return refuse('A8', 'too_easy', { right });
  return keep(passed({ ...made, verify: { ...verify, closed_book_acc: right / samples } }, 'A8'));
};

import type { ItemProgram } from '../../item-program.ts';
import { goldAnswer } from '../compare-answers.ts';
import type { StarOptions } from '../options.ts';
import { problemOf, problemRow } from '../problem-row.ts';
import { promptFor } from '../prompt.ts';
import { attempt, modelOf } from './attempt.ts';
import { hasFewShot } from './few-shot.ts';

/** Answers one dev problem greedily with the model that is measured. Wrong answers are results, so every answered problem is kept. */
const measure =
  (iteration: (round: number) => number): ItemProgram =>
  async ({ current }, services, context) => {
    const options = context.options as StarOptions;
    const row = problemRow.parse(current);
    const problem = problemOf(current, options);
    const fewShot = hasFewShot(options, iteration(context.round));
    const messages = promptFor(problem, { fewShot, image: row.image?.sha256 });
    const { answer, correct, judged } = await attempt(
      problem,
      { name: 'evaluate', messages, temperature: 0 },
      services,
      context,
    );
    return {
      kind: 'kept',
      rows: [
        {
          problem: row.source_id,
          class: row.class,
          answer,
          gold: goldAnswer(problem),
          correct,
          ...(judged ? { judged } : {}),
          model: modelOf(context) ?? 'base',
        },
      ],
    };
  };

/** By the model of the round's training. */
export const evaluate = measure((round) => round);

/** By the base model, before any training. */
export const baseline = measure(() => 0);

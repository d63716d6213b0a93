import { z } from 'zod';
import { row as anyRow } from '../item-program.ts';
import type { Message } from '../services.ts';
import type { RecipeTraining } from '../training.ts';
import type { StarOptions } from './options.ts';
import { trainingAmount } from './training-schedule.ts';

const part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image'), sha256: z.string() }),
]);
const message = z.object({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.union([z.string(), z.array(part)]),
});
const record = anyRow.extend({ prompt: z.array(message), completion: z.string() });

/** Every iteration trains the original base model (paper, section 3.1), unless the options say to go on from the last one. */
export const training: RecipeTraining<StarOptions> = {
  needed: ({ trainer }) => trainer !== 'none',
  plan(round, { schedule, startFrom }, facts) {
    const previous = facts['previous']?.['model'];
    return {
      amount: trainingAmount(schedule, round),
      from: startFrom === 'previous' && typeof previous === 'string' ? previous : undefined,
    };
  },
  conversation(row): readonly Message[] {
    const { prompt, completion } = record.parse(row);
    return [...prompt, { role: 'assistant', content: completion }];
  },
};

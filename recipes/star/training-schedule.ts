import { z } from 'zod';
import type { TrainingAmount } from '../training.ts';
import { demandIteration, grownSteps } from './training-steps.ts';

const steps = z.int().min(1);
/** Iteration whose amount all later ones have. @default 30, as in the paper's GSM8K runs */
const frozenAt = z.int().min(1).default(30);

/** How long each iteration trains (spec section 2): steps that grow by a factor or by a number, or epochs over its records. */
export const trainingSchedule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('grow'),
    first: steps.default(40),
    factor: z.number().min(1).default(1.2),
    frozenAt,
  }),
  z.strictObject({ kind: z.literal('steady'), first: steps.default(40), added: z.int().min(0).default(20), frozenAt }),
  z.strictObject({
    kind: z.literal('arithmetic'),
    first: steps.default(300),
    added: z.int().min(0).default(20),
    frozenAt,
  }),
  z.strictObject({
    kind: z.literal('epochs'),
    first: z.number().positive().default(1),
    added: z.number().min(0).default(0.2),
    frozenAt,
  }),
]);
export type TrainingSchedule = z.infer<typeof trainingSchedule>;

/** Throws RangeError below iteration 1. */
export function trainingAmount(schedule: TrainingSchedule, iteration: number): TrainingAmount {
  demandIteration(iteration);
  const counted = Math.min(iteration, schedule.frozenAt);
  if (schedule.kind === 'grow') return { unit: 'steps', amount: grownSteps(counted, schedule) };
  const amount = schedule.first + schedule.added * (counted - 1);
  // Sums of 0.2 and the like, without the dust of binary fractions.
  return schedule.kind === 'epochs'
    ? { unit: 'epochs', amount: Math.round(amount * 1e6) / 1e6 }
    : { unit: 'steps', amount };
}

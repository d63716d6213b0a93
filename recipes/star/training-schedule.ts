import { z } from 'zod';
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

/** How long one iteration trains, in the schedule's unit. */
export type TrainingAmount = { readonly unit: 'steps' | 'epochs'; readonly amount: number };

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

/** Steps over so many records at a batch size; epochs are rounded up to whole batches. */
export function stepsOver({ unit, amount }: TrainingAmount, records: number, batchSize: number): number {
  return unit === 'steps' ? amount : Math.max(1, Math.ceil((records * amount) / batchSize));
}

/** Whole epochs over so many records, at least 1: for services that count in nothing else. */
export function epochsOver({ unit, amount }: TrainingAmount, records: number, batchSize: number): number {
  return Math.max(1, Math.round(unit === 'epochs' ? amount : (amount * batchSize) / records));
}

import { z } from 'zod';
import type { BarriersPlan, StageInput, StagePlan } from '../plan.ts';

/** What the schedule rests on. */
export const planOptions = z.object({
  review: z
    .strictObject({
      /** People are waited for at most so long; 0: not at all. @default 24 */
      hours: z.number().min(0).max(8760).default(24),
      /** What becomes of a flagged row without a verdict. @default drop */
      onTimeout: z.enum(['drop', 'keep']).default('drop'),
    })
    .prefault({}),
});
export type CurateOutline = Readonly<z.infer<typeof planOptions>>;

/** Name of the part of the input that holds benchmark items, and of their rows' `part`. */
export const benchmarkPart = 'benchmark';

const of = (stage: string, more: Omit<StageInput, 'round' | 'stage'> = {}): StageInput => ({
  round: 1,
  stage,
  ...more,
});

/** From cheap to dear: code on each sample, code on all of them, a model, people (spec §a.1). */
const stages: readonly StagePlan[] = [
  { name: 'inspect', kind: 'map', inputs: { items: { round: 0, stage: 'import' } } },
  { name: 'deduplicate', kind: 'whole', inputs: { samples: of('inspect', { where: { part: null } }) } },
  {
    name: 'decontaminate',
    kind: 'whole',
    inputs: { samples: of('deduplicate'), benchmark: of('inspect', { where: { part: benchmarkPart } }) },
  },
  { name: 'judge', kind: 'map', inputs: { items: of('decontaminate') } },
  { name: 'flag', kind: 'map', inputs: { items: of('judge') } },
  { name: 'release', kind: 'whole', inputs: { passed: of('flag'), flagged: of('flag', { take: 'dropped' }) } },
];

export const plan: BarriersPlan = {
  shape: 'barriers',
  outline: (options) => planOptions.parse(options),
  rounds: () => 1,
  stages: () => stages,
  dataset: () => [{ round: 1, stage: 'release' }],
};

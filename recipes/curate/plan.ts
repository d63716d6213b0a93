import { z } from 'zod';
import type { BarriersPlan, StageInput, StagePlan } from '../plan.ts';

/** Part of the import that holds benchmark items, from the spec's `input.parts.benchmark`. */
const benchmark: StageInput = { round: 0, stage: 'import', where: { part: 'benchmark' } };
const samples: StageInput = { round: 0, stage: 'import', where: { part: null } };

const of = (stage: string): StageInput => ({ round: 1, stage });

const outline = z.object({ review: z.object({ hours: z.number(), onTimeout: z.enum(['drop', 'keep']) }) });
export type CurateOutline = Readonly<z.infer<typeof outline>>;

/** From cheap to dear: code on each sample, code on all of them, models, people (spec §a.1). */
const stages: readonly StagePlan[] = [
  { name: 'inspect', kind: 'map', inputs: { items: samples } },
  { name: 'deduplicate', kind: 'whole', inputs: { samples: of('inspect') } },
  { name: 'decontaminate', kind: 'whole', inputs: { samples: of('deduplicate'), benchmark } },
  { name: 'judge', kind: 'map', inputs: { items: of('decontaminate') } },
  { name: 'review', kind: 'activity', inputs: { flagged: { ...of('judge'), take: 'dropped' } } },
  {
    name: 'release',
    kind: 'whole',
    inputs: { passed: of('judge'), flagged: { ...of('judge'), take: 'dropped' }, decisions: of('review') },
  },
];

export const plan: BarriersPlan = {
  shape: 'barriers',
  outline: (options) => outline.parse(options),
  rounds: () => 1,
  stages: () => stages,
  dataset: () => [of('release')],
};

import { z } from 'zod';
import type { BarriersPlan, StageInput, StagePlan, StageRef } from '../plan.ts';

/** Parts of the import: the pictures to annotate, labels of people to merge, and the frozen gold set. */
const pictures: StageInput = { round: 0, stage: 'import', where: { part: null } };
const human: StageInput = { round: 0, stage: 'import', where: { part: 'human' } };
const gold: StageInput = { round: 0, stage: 'import', where: { part: 'gold' } };

const outline = z.object({ rounds: z.int().min(1) });

/** Initial annotation in round 1, refinement of what was accepted in those after (spec section 5.1). */
function stages(round: number): readonly StagePlan[] {
  const of = (stage: string): StageRef => ({ round, stage });
  const accepted: StageRef = { round: round - 1, stage: 'settle' };
  const later = round > 1;
  const before = later ? { before: accepted } : {};
  return [
    { name: 'annotate', kind: 'map', inputs: { items: later ? accepted : pictures } },
    { name: 'filter', kind: 'map', inputs: { items: of('annotate') }, facts: before },
    { name: 'merge', kind: 'whole', inputs: { filtered: of('filter'), human } },
    { name: 'evaluate', kind: 'whole', inputs: { merged: of('merge'), ...(later ? { accepted } : {}), gold } },
    {
      name: 'settle',
      kind: 'whole',
      inputs: { merged: of('merge'), ...(later ? { accepted } : {}) },
      facts: { evaluate: of('evaluate'), ...before },
    },
  ];
}

export const plan: BarriersPlan = {
  shape: 'barriers',
  outline: (options) => outline.parse(options),
  rounds: (options) => outline.parse(options).rounds,
  stages,
  dataset: (rounds) => [{ round: rounds, stage: 'settle' }],
};

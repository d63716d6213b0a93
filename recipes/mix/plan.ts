import { z } from 'zod';
import type { BarriersPlan, StagePlan } from '../plan.ts';

/** A part of the options, at the place it has in them. */
const outline = z.object({ pack: z.object({ mode: z.enum(['offline', 'online', 'repo', 'none']) }) });

const stagesOf = (options: unknown): readonly StagePlan[] => {
  const measured: StagePlan = { name: 'measure', kind: 'map', inputs: { items: { round: 0, stage: 'import' } } };
  const mixed: StagePlan = { name: 'mix', kind: 'whole', inputs: { samples: { round: 1, stage: 'measure' } } };
  const packed: StagePlan = { name: 'pack', kind: 'whole', inputs: { samples: { round: 1, stage: 'mix' } } };
  return outline.parse(options).pack.mode === 'none' ? [measured, mixed] : [measured, mixed, packed];
};

/** One round: every sample is measured, then the datasets are mixed, then the mix is packed where that is asked for. */
export const plan: BarriersPlan = {
  shape: 'barriers',
  outline: (options) => outline.parse(options),
  rounds: () => 1,
  stages: (_, options) => stagesOf(options),
  dataset: (round, options) =>
    stagesOf(options)
      .slice(1)
      .map(({ name }) => ({ round, stage: name })),
};

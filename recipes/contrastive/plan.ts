import type { BarriersPlan } from '../plan.ts';

/** One round: images are described, hard negatives are mined among all of them, then verified. */
export const plan: BarriersPlan = {
  shape: 'barriers',
  outline: () => ({}),
  rounds: () => 1,
  stages: (round) => [
    { name: 'describe', kind: 'map', inputs: { items: { round: 0, stage: 'import' } } },
    { name: 'mine', kind: 'whole', inputs: { images: { round, stage: 'describe' } } },
    { name: 'verify', kind: 'map', inputs: { items: { round, stage: 'mine' } } },
  ],
  dataset: (round) => [{ round, stage: 'verify' }],
};

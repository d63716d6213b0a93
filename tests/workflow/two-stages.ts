import type { BarriersPlan } from '../../recipes/plan.ts';
import { campaignInBarriers } from '../../workflows/campaign-in-barriers.ts';
import { roundWorkflow } from '../../workflows/round.ts';
import type { CampaignOutcome, CampaignStart } from '../../workflows/shapes.ts';

export { partition } from '../../workflows/partition.ts';

/** A recipe for tests: a map stage, then a whole one; it stops after round 2 at the latest. */
export const plan: BarriersPlan = {
  shape: 'barriers',
  outline: () => ({ rounds: 3 }),
  rounds: () => 3,
  stages: (round) => [
    { name: 'draft', kind: 'map', inputs: { items: { round: round - 1, stage: round === 1 ? 'import' : 'merge' } } },
    { name: 'merge', kind: 'whole', inputs: { drafts: { round, stage: 'draft' } } },
  ],
  dataset: (rounds) => [{ round: rounds, stage: 'merge' }],
};

export const round = roundWorkflow({
  twoStages: async (stages) => {
    await stages.map('draft');
    const { facts } = await stages.whole('merge');
    await stages.decide('accept', `score ${String(facts['score'])}`);
    return { done: stages.round === 2, reason: 'good enough' };
  },
  reviewed: async (stages) => {
    await stages.map('draft');
    await stages.review('draft', 2);
    await stages.whole('merge');
    return { done: true };
  },
});

/** The same with a review of what the drafts dropped. */
export function reviewed(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

export function twoStages(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

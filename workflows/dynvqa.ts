import { outlineOf, plan, reviewedStage } from '../recipes/dynvqa/plan.ts';
import { campaignInBarriers } from './campaign-in-barriers.ts';
import type { RoundMethod } from './round-method.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/** Dyn-VQA: a set of questions is built, refreshed, or answered and scored. */
export async function dynvqa(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

/** Its one round: the stages of the task, and the review of what the construction flagged. */
export const dynvqaRound: RoundMethod = async (stages) => {
  const { reviewHours = 0 } = outlineOf(stages.outline);
  for (const { name, kind } of plan.stages(stages.round, stages.outline)) {
    await (kind === 'map' ? stages.map(name) : stages.whole(name));
    if (name === reviewedStage) await stages.review(name, reviewHours);
  }
  return { done: true };
};

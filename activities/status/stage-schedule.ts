import { stagesThrough, type RecipePlan } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import { lastRoundOf, type Decision } from '../campaigns/decisions.ts';
import type { Identity } from '../campaigns/identity.ts';

export const importPlace = (campaign: string): StagePlace => ({ campaign, round: 0, stage: 'import' });

/** Rounds a campaign has: those planned, or fewer where its stop rule has ended it. */
export const roundsOf = (plan: RecipePlan, options: unknown, decisions: readonly Decision[]): number =>
  Math.min(plan.rounds(options), lastRoundOf(decisions) ?? Infinity);

/** Every stage a campaign goes through, in order, the import first. */
export function scheduleOf(
  { campaign, recipe, options }: Identity,
  decisions: readonly Decision[],
): readonly [StagePlace, ...StagePlace[]] {
  const { plan } = recipeNamed(recipe);
  const stages = stagesThrough(plan, roundsOf(plan, options, decisions), options);
  return [importPlace(campaign), ...stages.map((stage) => ({ campaign, ...stage }))];
}

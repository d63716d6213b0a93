import { recipeNamed } from '../../recipes/registry.ts';
import type { Identity } from '../campaigns/identity.ts';
import type { StagePlace } from '../artifacts/keys.ts';

export const importPlace = (campaign: string): StagePlace => ({ campaign, round: 0, stage: 'import' });

/** Every stage a campaign goes through, in order, the import first. */
export function scheduleOf({ campaign, recipe, options }: Identity): readonly [StagePlace, ...StagePlace[]] {
  const { plan } = recipeNamed(recipe);
  const rounds = Array.from({ length: plan.rounds(options) }, (_, i) => i + 1);
  return [
    importPlace(campaign),
    ...rounds.flatMap((round) => plan.stages.map((stage) => ({ campaign, round, stage }))),
  ];
}

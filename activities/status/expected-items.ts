import { stagePlanOf, type RecipePlan, type StageInput } from '../../recipes/plan.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import type { OutcomeCounts } from '../artifacts/shard-commit.ts';
import type { StoredStage, StoredStages } from './stored-stages.ts';

export interface ExpectedItems {
  readonly shards: number;
  readonly items: number;
}

/**
 * What a stage will have to do: in lanes what the import kept, with barriers what its inputs hold. Undefined while an input is
 * not sealed. A filter over the input cannot be told from counts, so until the stage is sealed the items are then at most that.
 */
export async function expectedItems(
  { plan, recipeOptions, stored, revision }: ScheduleToCome,
  place: StagePlace,
  found: StoredStage,
  imported: ExpectedItems | undefined,
): Promise<ExpectedItems | undefined> {
  const staged = stagePlanOf(plan, place, recipeOptions);
  if (!staged) return imported;
  if (found.sealed) return { shards: found.shards, items: found.counts.total };
  const inputs = Object.values(staged.inputs);
  const sources = await Promise.all(
    inputs.map(({ round, stage }) => stored.stage({ campaign: place.campaign, round, stage }, revision)),
  );
  if (sources.some(({ sealed }) => !sealed)) return undefined;
  const items = sources.reduce((sum, { counts }, at) => sum + taken(inputs[at], counts), 0);
  return { shards: staged.kind === 'map' ? (sources[0]?.shards ?? 0) : Math.max(1, found.shards), items };
}

export interface ScheduleToCome {
  readonly plan: RecipePlan;
  readonly recipeOptions: unknown;
  readonly stored: StoredStages;
  readonly revision: number;
}

const taken = (input: StageInput | undefined, { rows, dropped }: OutcomeCounts): number =>
  input?.take === 'dropped' ? dropped : rows;

import type { ItemInput, Row } from '../../recipes/item-program.ts';
import { stagePlanOf, type RecipePlan } from '../../recipes/plan.ts';
import { readShardRows } from '../artifacts/stage-rows.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { inputRowsOf, type InputScope } from './input-rows.ts';
import type { ShardTask } from './shard-task.ts';

/** The items of a shard: in lanes an imported row with its newest kept row, with barriers a row of the stage's input. */
export async function readShardInput(
  store: ArtifactStore,
  plan: RecipePlan,
  recipeOptions: unknown,
  task: ShardTask,
  options: CallOptions,
): Promise<readonly ItemInput[]> {
  const staged = stagePlanOf(plan, task, recipeOptions);
  if (!staged) return laneInput(store, task, options);
  const input = staged.inputs['items'];
  if (!input) throw new Error(`map stage '${task.stage}' has no input named 'items'`);
  const scope: InputScope = { campaign: task.campaign, revision: task.revision, plan, recipeOptions };
  const rows = await inputRowsOf(store, scope, input, task.shard, options);
  return rows.map((row) => ({ seed: row, current: row }));
}

/** An item that gave nothing in a round goes on from what it had (MMEvol §5: reverting to the parent list). */
async function laneInput(store: ArtifactStore, task: ShardTask, options: CallOptions): Promise<readonly ItemInput[]> {
  const { campaign, stage, shard, revision } = task;
  const seeds = await readShardRows(store, { campaign, round: 0, stage: 'import' }, shard, revision, options);
  const newest = new Map<string, Row>(seeds.map((seed) => [seed.id, seed]));
  for (let round = 1; round < task.round; round++) {
    for (const kept of await readShardRows(store, { campaign, round, stage }, shard, revision, options))
      newest.set(kept.origin, kept);
  }
  return seeds.map((seed) => ({ seed, current: newest.get(seed.id) ?? seed }));
}

import { setImmediate } from 'node:timers/promises';
import { stagePlanOf } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import { uniformFrom } from '../../recipes/sha256.ts';
import type { StageFacts } from '../../recipes/stage-facts.ts';
import type { SealedRows } from '../../recipes/whole-stage.ts';
import { manifestKey } from '../artifacts/keys.ts';
import { readManifest, readNewestManifest, sealStage } from '../artifacts/manifest.ts';
import { readVerdicts } from '../review/verdicts.ts';
import { factsRevised, readFacts } from './read-facts.ts';
import { sealedStageOf, type StageDependencies } from './open-stage.ts';
import { openScratch } from './scratch.ts';
import { openSealedInput, type SealedInput } from './sealed-input.ts';
import { openStageWriter } from './stage-writer.ts';
import type { SealedStage, StageTask } from './stage-task.ts';

export interface WholeAttempt {
  /** Named in the commits: `r<revision>-<run>-<activity>.<attempt>`. */
  readonly writer: string;
  readonly signal: AbortSignal;
  /** Rows read so far; a row read twice counts twice. */
  readonly onRow?: (rows: number) => void;
}

/**
 * Runs a whole stage over its sealed inputs and seals it. A stage that is sealed is not run; at a later revision one whose
 * inputs did not change is sealed as it was. Same inputs, same bytes.
 */
export async function runWholeStage(
  task: StageTask,
  { writer, signal, onRow }: WholeAttempt,
  deps: StageDependencies,
): Promise<SealedStage> {
  const { store, campaigns } = deps;
  const { campaign, round, stage, revision } = task;
  const place = { campaign, round, stage };
  const options = { signal };
  const there = await readManifest(store, place, revision, options);
  if (there) return sealedStageOf(place, there);

  const identity = await campaigns.identity(campaign, options);
  const recipe = recipeNamed(identity.recipe);
  const program = recipe.whole?.[stage];
  const staged = stagePlanOf(recipe.plan, place, identity.options);
  if (!program || !staged) throw new Error(`recipe ${identity.recipe} has no whole stage '${stage}'`);
  const scope = { campaign, revision, plan: recipe.plan, recipeOptions: identity.options };
  const inputs = new Map<string, SealedInput>();
  for (const [name, input] of Object.entries(staged.inputs))
    inputs.set(name, await openSealedInput(store, scope, input, options));

  const seal = async (shards: number, facts: StageFacts): Promise<SealedStage> => {
    const { counts } = await sealStage(store, place, shards, revision, { ...options, facts });
    return { counts, shards, manifest: manifestKey(place, revision), facts };
  };
  const before = revision > 1 ? await readNewestManifest(store, place, revision - 1, options) : undefined;
  const changed = [...inputs.values()].some(({ manifest }) => manifest.shards.some((s) => s.revision === revision));
  if (before && !changed && !(await factsRevised(store, task, staged, options)))
    return seal(before.shards.length, before.facts ?? {});

  let read = 0;
  const watched = ({ rows }: SealedInput): SealedRows =>
    async function* () {
      for await (const row of rows()) {
        signal.throwIfAborted();
        onRow?.((read += 1));
        yield row;
      }
    };
  const { root, shardItems, seed } = identity;
  const stageWriter = openStageWriter(store, task, { ...options, root, shardItems, writer });
  const scratch = await openScratch();
  try {
    const lines = program(
      Object.fromEntries([...inputs].map(([name, input]) => [name, watched(input)])),
      {
        scratch: scratch.file,
        reviewed: (of) => readVerdicts(store, { ...place, stage: of }, revision, options),
        breathe: async () => {
          await setImmediate();
          signal.throwIfAborted();
        },
      },
      {
        campaignSeed: seed,
        stage,
        round,
        options: identity.options,
        facts: await readFacts(store, task, staged, options),
        draw: (purpose) => uniformFrom(seed, round, stage, purpose),
      },
    );
    for await (const line of lines) await stageWriter.take(line);
  } finally {
    await scratch.remove();
  }
  const { shards, facts } = await stageWriter.finish(await totalOf([...inputs.values()]));
  return seal(shards, facts);
}

async function totalOf(inputs: readonly SealedInput[]): Promise<number> {
  let total = 0;
  for (const input of inputs) total += await input.count();
  return total;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { StageFacts } from '../../recipes/stage-facts.ts';
import { stagePlanOf } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import { manifestKey } from '../artifacts/keys.ts';
import { noCounts, readManifest, sealStage } from '../artifacts/manifest.ts';
import { MmsynthError } from '../errors.ts';
import { sealedStageOf } from '../stage-runner/open-stage.ts';
import { readFacts } from '../stage-runner/read-facts.ts';
import type { SealedStage } from '../stage-runner/stage-task.ts';
import { loraAdapters } from './lora-adapters.ts';
import { servedModels } from './served-models.ts';
import type { OperatedTask, TrainingAttempt, TrainingDependencies } from './train-model.ts';

/** Between two looks, and how long a model may take to appear, in ms: hosted services need minutes after a job's end. */
const lookEveryMs = 2_000;
const appearsWithinMs = 30 * 60_000;

const serving = z.looseObject({ serve: z.enum(['none', 'openai', 'vllm-lora', 'trainer']) });

/**
 * Makes a trained model answer at the endpoints of its role and seals the stage `serve` with its name. vLLM loads the
 * adapter at run time, and lets the one of the round before go; elsewhere the service itself serves, and is waited for.
 */
export async function serveModel(
  task: OperatedTask,
  attempt: TrainingAttempt,
  deps: TrainingDependencies,
): Promise<SealedStage> {
  const { store, campaigns, environment } = deps;
  const { campaign, round, stage, revision } = task;
  const place = { campaign, round, stage };
  const { signal, onProgress } = attempt;
  const options = { signal };
  const there = await readManifest(store, place, revision, options);
  if (there) return sealedStageOf(place, there);

  const identity = await campaigns.identity(campaign, options);
  const operations = await campaigns.operations(campaign, task.operations, options);
  const recipe = recipeNamed(identity.recipe);
  const { role, serve } = recipe.training?.serving?.(identity.options) ?? {
    role: 'generator',
    ...serving.parse(identity.options),
  };
  const endpoint = operations.models[role];
  if (!endpoint) throw new Error(`campaign '${campaign}' has no models.${role} to serve at`);
  const staged = stagePlanOf(recipe.plan, place, identity.options);
  const { trained = {}, previous = {} } = await readFacts(store, task, staged, options);
  const model = String(trained['model']);
  const tell = (waitingFor?: string): void =>
    onProgress({ round, stage, doing: `serving ${model}`, ...(waitingFor === undefined ? {} : { waitingFor }) });
  tell();
  if (serve === 'vllm-lora') {
    const adapters = loraAdapters(endpoint, environment, { signal, onWait: tell });
    await adapters.load(model, String(trained['adapter'] ?? model));
    const before = previous['model'];
    if (typeof before === 'string' && before !== model) await adapters.unload(before);
  } else {
    await appeared(model, () => servedModels(endpoint, environment, signal), tell, signal);
  }
  const facts: StageFacts = { model, serve };
  await sealStage(store, place, 0, revision, { ...options, facts });
  return { counts: noCounts, shards: 0, manifest: manifestKey(place, revision), facts };
}

/** Waits until every base URL that lists models lists this one. */
async function appeared(
  model: string,
  look: () => Promise<readonly { readonly url: string; readonly models: readonly string[] | undefined }[]>,
  tell: (waitingFor?: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = Date.now();
  for (;;) {
    const missing = (await look()).find(({ models }) => models?.includes(model) === false);
    if (!missing) return tell();
    if (Date.now() - startedAt > appearsWithinMs)
      throw new MmsynthError(
        'model_not_served',
        `${missing.url} does not list model '${model}' ${appearsWithinMs / 60_000} minutes after its training; serve it there, or correct options.serve.`,
      );
    tell(`${missing.url} to serve ${model}`);
    await sleep(lookEveryMs, undefined, { signal });
  }
}

import { readFile } from 'node:fs/promises';
import { recipeNamed } from '../../recipes/registry.ts';
import type { StageFacts } from '../../recipes/stage-facts.ts';
import type { RecipeTraining } from '../../recipes/training.ts';
import { stagePlanOf } from '../../recipes/plan.ts';
import { manifestKey, trainingFileKey } from '../artifacts/keys.ts';
import { noCounts, readManifest, sealStage } from '../artifacts/manifest.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { storedImages } from '../artifacts/stored-images.ts';
import type { CampaignCache } from '../campaigns/campaign-cache.ts';
import { recordDecision } from '../campaigns/decisions.ts';
import { sealedStageOf } from '../stage-runner/open-stage.ts';
import { readFacts } from '../stage-runner/read-facts.ts';
import { openSealedInput } from '../stage-runner/sealed-input.ts';
import type { SealedStage, StageTask } from '../stage-runner/stage-task.ts';
import { ensureJob } from './ensure-job.ts';
import { followJob } from './follow-job.ts';
import { lossFacts } from './loss-facts.ts';
import { askTrainer } from './ask-trainer.ts';
import { openTrainer } from './open-trainer.ts';
import { writeTrainingFile } from './training-file.ts';
import type { TrainingProgress } from './training-progress.ts';
import { wantedTraining } from './wanted-training.ts';

/** A stage that needs the operations in force: where trainer and endpoints are. */
export interface OperatedTask extends StageTask {
  readonly operations: number;
}

export interface TrainingDependencies {
  readonly store: ArtifactStore;
  readonly campaigns: CampaignCache;
  /** Where addresses of the local stack and keys are read. */
  readonly environment: NodeJS.ProcessEnv;
}

export interface TrainingAttempt {
  readonly run: string;
  readonly signal: AbortSignal;
  /** Whether an abort means that the campaign is cancelled. */
  readonly isCancelled: () => boolean;
  readonly onProgress: (progress: TrainingProgress) => void;
}

/**
 * Trains a round's model and seals its stage `train`: no rows, the model's name among its facts. The training file is an
 * artifact of the store. A job that was started before, by whichever attempt or run, is found and waited for.
 */
export async function trainModel(
  task: OperatedTask,
  attempt: TrainingAttempt,
  deps: TrainingDependencies,
): Promise<SealedStage> {
  const { store, campaigns, environment } = deps;
  const { campaign, round, stage, revision } = task;
  const place = { campaign, round, stage };
  const { run, signal, isCancelled } = attempt;
  const options = { signal };
  const there = await readManifest(store, place, revision, options);
  if (there) return sealedStageOf(place, there);

  const identity = await campaigns.identity(campaign, options);
  const { training: settings, models } = await campaigns.operations(campaign, task.operations, options);
  const recipe = recipeNamed(identity.recipe);
  const staged = stagePlanOf(recipe.plan, place, identity.options);
  const input = staged?.inputs['records'];
  if (!recipe.training || !input || !settings)
    throw new Error(`recipe ${identity.recipe} trains nothing in '${stage}'`);
  const facts = await readFacts(store, task, staged, options);
  const planned = recipe.training.plan(round, identity.options, facts);
  const { role } = recipe.training.serving?.(identity.options) ?? { role: 'generator' };
  const model = planned.from ?? settings.model ?? models[role]?.model ?? '';
  const tell = (doing: string, more: Partial<TrainingProgress> = {}): void =>
    attempt.onProgress({ round, stage, doing, ...more });

  tell('writing the training file');
  const scope = { campaign, revision, plan: recipe.plan, recipeOptions: identity.options };
  const { rows } = await openSealedInput(store, scope, input, options);
  const images = storedImages(store);
  const readImage = async (sha256: string): Promise<Buffer> => (await images.read(sha256, signal)).bytes;
  const file = await writeTrainingFile(rows(), conversationOf(recipe.training), settings.format, readImage);
  try {
    const key = trainingFileKey(place, file.sha256);
    await store.putOnce(key, await readFile(file.stored), 'application/x-ndjson', options);
    const wanted = wantedTraining(identity, round, planned, model, file, settings);
    const trainer = openTrainer(settings, environment);
    const waiting = (waitingFor: string | undefined): void =>
      tell('waiting', waitingFor === undefined ? {} : { waitingFor });
    const patience = { label: trainer.label, signal, forMs: Infinity, onWait: waiting };
    const job = await ensureJob(trainer, { key: wanted.key, run, request: wanted.request }, patience);
    await recordDecision(
      store,
      campaign,
      {
        v: 1,
        id: `trainer r${revision} round ${round} ${job.id}`,
        kind: 'trainer',
        at: new Date().toISOString(),
        reason: `job ${job.id} at ${trainer.label} trains ${model}`,
        revision,
        round,
        stage,
      },
      options,
    );
    const { steps, epochs } = wanted;
    tell(job.status, { job: job.id, steps });
    const trained = await followJob(trainer, job, {
      ...patience,
      pollMs: settings.pollSeconds * 1000,
      isCancelled,
      onLook: ({ id, status, waitingFor }, loss) =>
        tell(status, { job: id, steps, ...(waitingFor === undefined ? {} : { waitingFor }), ...loss }),
    });
    const losses = await askTrainer('tell the losses', patience, () => trainer.losses(job.id));
    const sealedFacts: StageFacts = {
      model: trained.model,
      ...(trained.adapter === undefined ? {} : { adapter: trained.adapter }),
      trainedFrom: model,
      steps,
      ...(settings.unit === 'epochs' ? { epochs } : {}),
      records: file.records,
      trainingFile: file.sha256,
      trainingKey: wanted.key,
      ...lossFacts(losses),
    };
    await sealStage(store, place, 0, revision, { ...options, facts: sealedFacts });
    return { counts: noCounts, shards: 0, manifest: manifestKey(place, revision), facts: sealedFacts };
  } finally {
    await file.remove();
  }
}

const conversationOf =
  ({ conversation }: RecipeTraining): RecipeTraining['conversation'] =>
  (row) =>
    conversation(row);

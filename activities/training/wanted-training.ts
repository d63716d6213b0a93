import { hashOf } from '../../recipes/sha256.ts';
import { epochsOver, stepsOver, type PlannedTraining } from '../../recipes/training.ts';
import type { Identity } from '../campaigns/identity.ts';
import type { TrainingSettings } from '../campaigns/training-settings.ts';
import type { TrainingRequest } from './trainer.ts';
import type { TrainingFile } from './training-file.ts';

/** A training as it is asked for, and what names it. */
export interface WantedTraining {
  /** Same campaign, round, file, base and settings, same key: same job. */
  readonly key: string;
  readonly steps: number;
  readonly epochs: number;
  /** @param attempt 1, and one more for each job before it that ended without a model */
  readonly request: (attempt: number) => TrainingRequest;
}

export function wantedTraining(
  { root, seed }: Identity,
  round: number,
  { amount }: PlannedTraining,
  model: string,
  file: TrainingFile,
  { unit, batchSize, hyperparameters: own }: TrainingSettings,
): WantedTraining {
  const steps = stepsOver(amount, file.records, batchSize);
  const epochs = epochsOver(amount, file.records, batchSize);
  const hyperparameters = {
    ...own,
    batch_size: batchSize,
    ...(unit === 'steps' ? { n_steps: steps } : { n_epochs: epochs }),
  };
  const key = hashOf(['train', root, round, model, file.sha256, hyperparameters, seed]).slice(0, 32);
  // OpenAI takes 64 characters at most.
  const name = `${root.slice(0, 30)}-r${String(round).padStart(2, '0')}-${key.slice(0, 8)}`;
  return {
    key,
    steps,
    epochs,
    request: (attempt) => ({
      model,
      suffix: attempt === 1 ? name : `${name}-${attempt}`,
      seed,
      steps,
      epochs,
      hyperparameters,
      file: file.path,
      fileName: `${file.sha256.slice(0, 16)}.jsonl`,
    }),
  };
}

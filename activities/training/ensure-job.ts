import { askTrainer, type TrainerPatience } from './ask-trainer.ts';
import type { Trainer, TrainingJob, TrainingRequest } from './trainer.ts';

export interface JobWanted {
  /** Names the training: what is trained on what, and how. */
  readonly key: string;
  /** The workflow run that asks. */
  readonly run: string;
  /** @param attempt 1, and one more for each job before it that ended without a model */
  readonly request: (attempt: number) => TrainingRequest;
}

/**
 * The job of a training: the one there is, or a new one. A job that failed or was cancelled counts in the run that made it, so
 * that its failure is told; a later run (`resume`) makes another one.
 */
export async function ensureJob(
  trainer: Trainer,
  { key, run, request }: JobWanted,
  patience: TrainerPatience,
): Promise<TrainingJob> {
  for (let attempt = 1; ; attempt++) {
    const name = `${key}.${attempt}`;
    // A start whose reply was lost is found by the next look.
    const job = await askTrainer(
      'start a job',
      patience,
      async () => (await trainer.find(name)) ?? (await trainer.start(name, run, request(attempt))),
    );
    const over = job.status === 'failed' || job.status === 'cancelled';
    if (!over || job.run === run) return job;
  }
}

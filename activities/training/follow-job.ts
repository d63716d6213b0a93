import { setTimeout as sleep } from 'node:timers/promises';
import { MmsynthError } from '../errors.ts';
import { askTrainer, type TrainerPatience } from './ask-trainer.ts';
import type { LossPoint, Trainer, TrainingJob } from './trainer.ts';

/** A job that ended well. */
export type TrainedJob = TrainingJob & { readonly model: string };

export interface Following extends TrainerPatience {
  readonly pollMs: number;
  readonly onLook: (job: TrainingJob, loss: LossPoint | undefined) => void;
  /** Whether the abort means that the campaign is cancelled, and not that a worker goes away. */
  readonly isCancelled: () => boolean;
}

/** How long a cancelled campaign waits for the trainer to take the cancel, in ms. */
const cancelPatienceMs = 10_000;

/** Waits for a job's end and gives the job with its model's name. Throws `training_failed` with the trainer's own message. Cancels the job where the campaign is cancelled. */
export async function followJob(trainer: Trainer, started: TrainingJob, following: Following): Promise<TrainedJob> {
  const { signal, pollMs, onLook, isCancelled, label } = following;
  try {
    for (let job = started; ;) {
      if (job.status === 'succeeded') return trained(job);
      if (job.status === 'failed' || job.status === 'cancelled') throw ended(job, label);
      await sleep(pollMs, undefined, { signal });
      job = await askTrainer('tell of a job', following, () => trainer.look(started.id));
      const loss = await askTrainer('tell of a job', following, () => trainer.latest(started.id));
      onLook(job, loss);
    }
  } catch (error) {
    if (signal.aborted && isCancelled()) {
      const brief = { label, signal: AbortSignal.timeout(cancelPatienceMs), forMs: cancelPatienceMs };
      await askTrainer('cancel a job', brief, () => trainer.cancel(started.id)).catch(() => undefined);
    }
    throw signal.aborted ? signal.reason : error;
  }
}

function trained(job: TrainingJob): TrainedJob {
  const { id, model } = job;
  if (model !== undefined) return { ...job, model };
  throw new MmsynthError(
    'training_failed',
    `job ${id} succeeded, but the trainer names no trained model; look at its log.`,
  );
}

function ended({ id, status, error }: TrainingJob, label: string): MmsynthError {
  const why = status === 'cancelled' ? 'it was cancelled there' : (error ?? 'without a message');
  return new MmsynthError(
    'training_failed',
    `training job ${id} at ${label} failed: ${why}; mend the cause, then \`mmsynth resume\` trains again.`,
  );
}

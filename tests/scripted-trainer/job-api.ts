import { trainedName, type ScriptedJob } from './jobs.ts';

/** Steps of a job whose loss is told. */
const toldSteps = [10, 20, 30];

/** A job as OpenAI's API shows it. */
export const jobObject = (job: ScriptedJob) => ({
  object: 'fine_tuning.job',
  id: job.id,
  model: job.model,
  status: job.status,
  created_at: 0,
  finished_at: null,
  fine_tuned_model: job.status === 'succeeded' ? trainedName(job) : null,
  error: job.error === undefined ? null : { message: job.error, code: 'scripted', param: null },
  hyperparameters: job.hyperparameters,
  metadata: job.metadata,
  seed: job.seed,
  training_file: job.file,
  validation_file: null,
  result_files: [],
  organization_id: 'scripted',
  trained_tokens: null,
});

/** Events, the newest first. */
export const eventObjects = ({ id }: ScriptedJob) =>
  toldSteps
    .map((step) => ({
      object: 'fine_tuning.job.event',
      id: `event-${id}-${step}`,
      created_at: 0,
      level: 'info',
      type: 'metrics',
      message: `step ${step}`,
      data: { step, loss: 1 / step },
    }))
    .toReversed();

export const page = (data: readonly unknown[]) => ({ object: 'list', data, has_more: false });

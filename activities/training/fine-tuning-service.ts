import { openAsBlob } from 'node:fs';
import type { OpenAI } from 'openai';
import type { FineTuningJob, FineTuningJobEvent, JobCreateParams } from 'openai/resources/fine-tuning/jobs/jobs';
import { z } from 'zod';
import type { LossPoint, Trainer, TrainingJob, TrainingRequest } from './trainer.ts';
import type { TrainerConnection } from './trainer-address.ts';

/** Keys of a job's metadata: which training it is, and which workflow run asked for it. */
const keyName = 'mmsynth_key';
const runName = 'mmsynth_run';

/** Jobs and events of one page. */
const pageSize = 100;
/** Newest events looked at for the loss of the moment. */
const newestEvents = 20;

/** A trainer with OpenAI's fine-tuning API: files, jobs, events. */
export function fineTuningService({ client, label }: TrainerConnection): Trainer {
  const { jobs } = client.fineTuning;
  return {
    label,
    async find(key) {
      // The filter is asked for, and not relied on: some services do not know it.
      for await (const job of jobs.list({ limit: pageSize, metadata: { [keyName]: key } }))
        if (job.metadata?.[keyName] === key) return asJob(job);
      return undefined;
    },
    async start(key, run, request) {
      const file = await upload(client, request);
      const { model, seed, suffix, hyperparameters } = request;
      return asJob(
        await jobs.create({
          model,
          training_file: file,
          suffix,
          seed,
          metadata: { [keyName]: key, [runName]: run },
          method: { type: 'supervised', supervised: { hyperparameters } } as NonNullable<JobCreateParams['method']>,
        }),
      );
    },
    look: async (id) => asJob(await jobs.retrieve(id)),
    async latest(id) {
      const { data } = await jobs.listEvents(id, { limit: newestEvents });
      return data.flatMap((event) => lossOf(event) ?? []).sort((a, b) => b.step - a.step)[0];
    },
    async losses(id) {
      const bySteps = new Map<number, LossPoint>();
      // Newest first: of a step that was trained twice, the later loss counts.
      for await (const event of jobs.listEvents(id, { limit: pageSize })) {
        const point = lossOf(event);
        if (point && !bySteps.has(point.step)) bySteps.set(point.step, point);
      }
      return [...bySteps.values()].sort((a, b) => a.step - b.step);
    },
    async cancel(id) {
      await jobs.cancel(id);
    },
  };
}

async function upload(client: OpenAI, { file, fileName }: TrainingRequest): Promise<string> {
  const contents = new File([await openAsBlob(file)], fileName);
  const { id } = await client.files.create({ file: contents, purpose: 'fine-tune' });
  return id;
}

function asJob({ id, status, fine_tuned_model: model, error, metadata }: FineTuningJob): TrainingJob {
  return {
    id,
    status: status === 'validating_files' || status === 'queued' ? 'waiting' : status,
    run: metadata?.[runName],
    model: model ?? undefined,
    error: error?.message ?? undefined,
  };
}

const metrics = z.looseObject({
  step: z.number(),
  loss: z.number().optional(),
  train_loss: z.number().optional(),
});

function lossOf({ data }: FineTuningJobEvent): LossPoint | undefined {
  const read = metrics.safeParse(data);
  if (!read.success) return undefined;
  const loss = read.data.loss ?? read.data.train_loss;
  return loss === undefined ? undefined : { step: read.data.step, loss };
}

import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MmsynthError } from '../errors.ts';
import { jobManifest, modelAnnotation, runAnnotation, type JobTemplate } from './job-manifest.ts';
import { kubectlOf } from './kubectl.ts';
import { readLosses } from './read-losses.ts';
import type { LossPoint, Trainer, TrainingJob } from './trainer.ts';
import { trainingFolder } from './training-folder.ts';

export interface KubernetesSettings {
  readonly namespace?: string | undefined;
  readonly job: JobTemplate;
}

/** A Job as the cluster tells it, as far as it matters. */
const told = z.looseObject({
  metadata: z.looseObject({ annotations: z.record(z.string(), z.string()).default({}) }),
  status: z
    .looseObject({
      active: z.int().default(0),
      conditions: z
        .array(z.looseObject({ type: z.string(), status: z.string(), message: z.string().optional() }))
        .default([]),
    })
    .prefault({}),
});

/** Lines of a failed program's log that its failure tells. */
const toldLines = 5;

/** Keys are hexadecimal with a number behind a point. */
const nameOf = (key: string): string => `mmsynth-${key.replace('.', '-')}`;

/**
 * A program as a Kubernetes Job, asked for through kubectl. The Job's name follows from the training's key, so that there is one
 * of it whoever asks. The training file lies in the jobs' folder, a volume that workers and Job share at one path.
 */
export function kubernetesTrainer(
  command: readonly string[],
  { namespace, job: template }: KubernetesSettings,
  environment: NodeJS.ProcessEnv,
): Trainer {
  const kubectl = kubectlOf(namespace, environment);
  const at = (key: string, name: string): string => join(trainingFolder(environment), key, name);

  async function find(key: string): Promise<TrainingJob | undefined> {
    const answer = await kubectl(['get', 'job', nameOf(key), '--output', 'json']);
    if (!answer.ok) return undefined;
    const { metadata, status } = told.parse(JSON.parse(answer.text));
    const ended = (type: string) => status.conditions.find((one) => one.type === type && one.status === 'True');
    const job = { id: key, run: metadata.annotations[runAnnotation], error: undefined };
    if (ended('Complete'))
      return { ...job, status: 'succeeded', model: metadata.annotations[modelAnnotation], adapter: at(key, 'out') };
    const failure = ended('Failed');
    if (!failure) return { ...job, status: status.active > 0 ? 'running' : 'waiting', model: undefined };
    const lines = (await logOf(key)).trimEnd().split('\n').slice(-toldLines).join(' | ');
    return { ...job, status: 'failed', model: undefined, error: `${failure.message ?? 'the Job failed'}: ${lines}` };
  }

  /** Empty while there is no pod yet, or none any more. */
  async function logOf(key: string): Promise<string> {
    const answer = await kubectl(['logs', `job/${nameOf(key)}`, '--tail=-1']).catch((error: unknown) => {
      if (error instanceof MmsynthError && error.code === 'trainer_rejects') return undefined;
      throw error;
    });
    return answer?.ok ? answer.text : '';
  }

  async function look(key: string): Promise<TrainingJob> {
    const job = await find(key);
    if (job) return job;
    throw new MmsynthError(
      'training_failed',
      `Job ${nameOf(key)} is gone from the cluster; \`mmsynth resume\` trains again.`,
    );
  }

  const losses = async (key: string): Promise<readonly LossPoint[]> => readLosses(await logOf(key));

  return {
    label: `kubernetes${namespace === undefined ? '' : ` namespace ${namespace}`}`,
    find,
    async start(key, run, request) {
      const out = at(key, 'out');
      await mkdir(out, { recursive: true });
      const file = at(key, request.fileName);
      await copyFile(request.file, file);
      const manifest = jobManifest(template, { name: nameOf(key), run, command }, { ...request, file, out });
      // Another worker was quicker: its Job is the one.
      await kubectl(['create', '--filename', '-'], JSON.stringify(manifest));
      return look(key);
    },
    look,
    latest: async (key) => (await losses(key)).at(-1),
    losses,
    async cancel(key) {
      await kubectl(['delete', 'job', nameOf(key), '--ignore-not-found', '--wait=false']);
    },
  };
}

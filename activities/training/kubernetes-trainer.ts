import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MmsynthError } from '../errors.ts';
import { clusterJob, modelOf, phaseOf, runOf } from './cluster-job.ts';
import { jobManifest, type JobTemplate } from './job-manifest.ts';
import { kubectlOf } from './kubectl.ts';
import { readLosses } from './read-losses.ts';
import type { LossPoint, Trainer, TrainingJob } from './trainer.ts';
import { trainingFolder } from './training-folder.ts';
import { trainingPods } from './training-pods.ts';

export interface KubernetesSettings {
  readonly namespace?: string | undefined;
  readonly job: JobTemplate;
}

/** Lines of a log that are read for the newest loss; programs write at most some lines a step. */
const recentLines = 200;

/** Keys are hexadecimal with a number behind a point. A Job's name is a label of its pods: 63 characters at most. */
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
  const pods = trainingPods(kubectl);
  const at = (key: string, name: string): string => join(trainingFolder(environment), key, name);
  const label = `kubernetes${namespace === undefined ? '' : ` namespace ${namespace}`}`;

  async function find(key: string): Promise<TrainingJob | undefined> {
    const answer = await kubectl(['get', 'job', nameOf(key), '--output', 'json']);
    if (!answer.ok) return undefined;
    const job = clusterJob.parse(JSON.parse(answer.text));
    const base = { id: key, run: runOf(job), model: undefined, error: undefined };
    const phase = phaseOf(job);
    switch (phase.kind) {
      case 'complete':
        return { ...base, status: 'succeeded', model: modelOf(job), adapter: at(key, 'out') };
      case 'failed':
        return { ...base, status: 'failed', error: await pods.failure(nameOf(key), phase.why) };
      case 'deleted':
        return { ...base, status: 'cancelled' };
      case 'suspended':
        return { ...base, status: 'waiting', waitingFor: `Job ${nameOf(key)} is suspended` };
      case 'open':
        return { ...base, ...(await pods.standing(nameOf(key))) };
    }
  }

  async function look(key: string): Promise<TrainingJob> {
    const job = await find(key);
    if (job) return job;
    throw new MmsynthError(
      'training_failed',
      `Job ${nameOf(key)} is gone from the cluster; \`mmsynth resume\` trains again.`,
    );
  }

  const losses = async (key: string, lines = -1): Promise<readonly LossPoint[]> =>
    readLosses((await pods.log(nameOf(key), lines)) ?? '');

  return {
    label,
    find,
    async start(key, run, request) {
      const out = at(key, 'out');
      await mkdir(out, { recursive: true });
      const file = at(key, request.fileName);
      await copyFile(request.file, file);
      const manifest = jobManifest(template, { name: nameOf(key), run, command }, { ...request, file, out });
      const answer = await kubectl(['create', '--filename', '-'], JSON.stringify(manifest));
      // Another worker was quicker: its Job is the one.
      if (answer.ok || answer.reason === 'AlreadyExists') return look(key);
      throw new MmsynthError(
        'trainer_rejects',
        `kubectl create failed: ${answer.said}; correct training.kubernetes.namespace, or create it.`,
      );
    },
    look,
    latest: async (key) => (await losses(key, recentLines)).at(-1),
    losses: (key) => losses(key),
    async cancel(key) {
      // The Job stays, as deleted, until its pods are over: none of them writes on beside a training that follows.
      await kubectl(['delete', 'job', nameOf(key), '--ignore-not-found', '--cascade=foreground', '--wait=false']);
    },
  };
}

import { MmsynthError } from '../errors.ts';
import { jobManifest } from './job-manifest.ts';
import { kubectlOf } from './kubectl.ts';
import type { KubernetesSettings } from './kubernetes-trainer.ts';

/** A launch waits for one kubectl as long as a small or busy API server takes, and believes a refusal. */
const patience = { forMs: 10_000, forbiddenMs: 0 };

/** Needed to make a Job, to follow it, its pods and their log, and to delete it. */
const needed: readonly (readonly string[])[] = [
  ['create', 'jobs.batch'],
  ['get', 'jobs.batch'],
  ['delete', 'jobs.batch'],
  ['get', 'pods'],
  ['list', 'pods'],
  ['get', 'pods', '--subresource=log'],
];

/**
 * Asks the cluster whether the context of kubectl may do what a training needs, and whether it would take the Job, by a dry run of
 * its creation. Throws `trainer_rejects` with what it may not or the cluster's words, TrainerAway where it does not answer.
 */
export async function probeCluster(
  command: readonly string[],
  { namespace, job }: KubernetesSettings,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const kubectl = kubectlOf(namespace, environment, patience);
  const allowed = await Promise.all(needed.map((what) => kubectl(['auth', 'can-i', ...what])));
  const missing = needed.filter((_, at) => allowed[at]?.ok === false).map(([verb, ...of]) => wordsFor(verb, of));
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  if (missing.length > 0)
    throw new MmsynthError(
      'trainer_rejects',
      `kubectl's context may not ${missing.join(', ')}${where}; bind its user to a Role that allows it, or set another context.`,
    );
  const manifest = jobManifest(job, { name: 'mmsynth-probe', run: 'probe', command }, sample);
  const answer = await kubectl(['create', '--dry-run=server', '--filename', '-'], JSON.stringify(manifest)).catch(
    (error: unknown) => {
      // A webhook of the cluster that refuses dry runs says nothing of the Job.
      if (error instanceof MmsynthError && error.message.includes('does not support dry run')) return undefined;
      throw error;
    },
  );
  if (answer && !answer.ok && answer.reason === 'NotFound')
    throw new MmsynthError(
      'trainer_rejects',
      `the cluster would not take the Job: ${answer.said}; correct training.kubernetes.namespace, or create it.`,
    );
}

const wordsFor = (verb: string | undefined, [resource, part]: readonly string[]): string =>
  `${verb} ${part === undefined ? resource : `${resource}/log`}`;

/** Fills the places of a template as a training would. */
const sample = {
  model: 'model',
  suffix: 'probe-r01-00000000',
  seed: 1,
  steps: 1,
  epochs: 1,
  file: '/jobs/probe/file.jsonl',
  out: '/jobs/probe/out',
};

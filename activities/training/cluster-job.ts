import { z } from 'zod';
import { modelAnnotation, runAnnotation } from './job-manifest.ts';

const condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
});

/** A Job as the cluster tells it, as far as it matters. */
export const clusterJob = z.looseObject({
  metadata: z.looseObject({
    annotations: z.record(z.string(), z.string()).default({}),
    deletionTimestamp: z.string().optional(),
  }),
  status: z.looseObject({ conditions: z.array(condition).default([]) }).prefault({}),
});
export type ClusterJob = z.infer<typeof clusterJob>;

const containerState = z.looseObject({
  waiting: z.looseObject({ reason: z.string().default(''), message: z.string().optional() }).optional(),
  terminated: z.looseObject({ exitCode: z.int(), reason: z.string().optional() }).optional(),
});

/** A pod of it. Its first container is the one that trains. */
export const clusterPod = z.looseObject({
  metadata: z.looseObject({ name: z.string(), creationTimestamp: z.string() }),
  spec: z.looseObject({ containers: z.tuple([z.looseObject({ name: z.string() })], z.unknown()) }),
  status: z
    .looseObject({
      phase: z.string().optional(),
      reason: z.string().optional(),
      message: z.string().optional(),
      conditions: z.array(condition).default([]),
      containerStatuses: z.array(z.looseObject({ name: z.string(), state: containerState.prefault({}) })).default([]),
    })
    .prefault({}),
});
export type ClusterPod = z.infer<typeof clusterPod>;

export type JobPhase =
  | { readonly kind: 'complete' | 'deleted' | 'open' }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'failed'; readonly why: string };

/** How far a Job is by its own conditions. `open`: its pods know more. */
export function phaseOf({ metadata, status }: ClusterJob): JobPhase {
  const holding = (type: string) => status.conditions.find((one) => one.type === type && one.status === 'True');
  if (holding('Complete')) return { kind: 'complete' };
  const failed = holding('Failed');
  if (failed) return { kind: 'failed', why: failed.message ?? failed.reason ?? 'the Job failed' };
  if (metadata.deletionTimestamp !== undefined) return { kind: 'deleted' };
  return { kind: holding('Suspended') ? 'suspended' : 'open' };
}

export const runOf = ({ metadata }: ClusterJob): string | undefined => metadata.annotations[runAnnotation];
export const modelOf = ({ metadata }: ClusterJob): string | undefined => metadata.annotations[modelAnnotation];

/** The newest: earlier ones failed and were replaced, where `backoffLimit` allows it. */
export const newestOf = (pods: readonly ClusterPod[]): ClusterPod | undefined =>
  pods.toSorted((a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp)).at(-1);

/** States on the way to a running container. */
const onTheWay: readonly string[] = ['ContainerCreating', 'PodInitializing', ''];

/** What keeps a pod from running, in the cluster's words: no node, no image, a program that ends again and again. */
export function hindranceOf({ status }: ClusterPod): string | undefined {
  const unplaced = status.conditions.find(({ type, status: holds }) => type === 'PodScheduled' && holds === 'False');
  if (unplaced) return saying(unplaced.reason ?? 'not scheduled', unplaced.message);
  for (const { name, state } of status.containerStatuses) {
    const { waiting } = state;
    if (waiting && !onTheWay.includes(waiting.reason))
      return `container ${name}: ${saying(waiting.reason, waiting.message)}`;
  }
  return undefined;
}

/** How a pod ended: `exit code 137, OOMKilled`, or the cluster's own reason, as of an evicted one. */
export function endOf({ spec, status }: ClusterPod): string | undefined {
  if (status.reason !== undefined) return saying(status.reason, status.message);
  const [{ name }] = spec.containers;
  const ended = status.containerStatuses.map((one) => ({ name: one.name, ...one.state.terminated }));
  const guilty = ended.find(({ exitCode = 0 }) => exitCode !== 0);
  if (guilty?.exitCode === undefined) return undefined;
  const { exitCode, reason } = guilty;
  const where = guilty.name === name ? '' : `container ${guilty.name}: `;
  return `${where}exit code ${exitCode}${reason === undefined || reason === 'Error' ? '' : `, ${reason}`}`;
}

const saying = (reason: string, message: string | undefined): string =>
  message === undefined || message === '' ? reason : `${reason}: ${message}`;

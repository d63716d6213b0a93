import { z } from 'zod';
import { MmsynthError } from '../errors.ts';
import { clusterPod, endOf, hindranceOf, newestOf, type ClusterPod } from './cluster-job.ts';
import type { Kubectl } from './kubectl.ts';
import type { TrainingJob } from './trainer.ts';

const podList = z.looseObject({ items: z.array(clusterPod) });

/** Lines of a failed program's log that its failure tells. */
const toldLines = 5;

/** What the newest pod of a Job says of its training. */
export interface TrainingPods {
  /** Whether it runs, and what it waits for. */
  standing(job: string): Promise<Pick<TrainingJob, 'status' | 'waitingFor'>>;
  /** Why it failed: the Job's word, the container's end, and the last lines of its log. */
  failure(job: string, why: string): Promise<string>;
  /** So many of the last lines of its log, all with -1; undefined without a pod. */
  log(job: string, lines: number): Promise<string | undefined>;
}

export function trainingPods(kubectl: Kubectl): TrainingPods {
  async function newest(job: string): Promise<ClusterPod | undefined> {
    const answer = await kubectl(['get', 'pods', '--selector', `job-name=${job}`, '--output', 'json']);
    return answer.ok ? newestOf(podList.parse(JSON.parse(answer.text)).items) : undefined;
  }

  /** Empty while its container has not begun, and once its node is gone. */
  async function logOf({ metadata, spec }: ClusterPod, lines: number): Promise<string> {
    const [{ name }] = spec.containers;
    const args = ['logs', metadata.name, '--container', name, `--tail=${lines}`];
    const answer = await kubectl(args).catch((error: unknown) => {
      if (error instanceof MmsynthError && error.code === 'trainer_rejects') return undefined;
      throw error;
    });
    return answer?.ok ? answer.text : '';
  }

  return {
    async standing(job) {
      const pod = await newest(job);
      const hindrance = pod && hindranceOf(pod);
      return {
        // The Job hears of its pod's end a moment later.
        status: (pod?.status.phase ?? 'Pending') === 'Pending' ? 'waiting' : 'running',
        ...(hindrance === undefined ? {} : { waitingFor: `pod ${pod?.metadata.name}: ${hindrance}` }),
      };
    },
    async failure(job, why) {
      const pod = await newest(job);
      const end = pod && endOf(pod);
      const lines = pod ? (await logOf(pod, toldLines)).trim().split('\n').join(' | ') : '';
      return [why, end, lines].filter((part) => part !== undefined && part !== '').join(': ');
    },
    async log(job, lines) {
      const pod = await newest(job);
      return pod && logOf(pod, lines);
    },
  };
}

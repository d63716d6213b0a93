import { trainingProgress, type TrainingProgress } from '../training/training-progress.ts';
import { heartbeatOf, type PendingActivity } from './shards-in-work.ts';

const ofTraining: readonly string[] = ['trainModel', 'serveModel'];

/** What a round's training said in its last heartbeat, and what it waits for. */
export function trainingInWork(pending: readonly PendingActivity[]): {
  readonly progress: TrainingProgress | undefined;
  readonly waitingFor: readonly string[];
} {
  const activity = pending.find(({ activityType }) => ofTraining.includes(activityType?.name ?? ''));
  if (!activity) return { progress: undefined, waitingFor: [] };
  if (activity.lastStartedTime == null) return { progress: undefined, waitingFor: ['a worker for training'] };
  const progress = trainingProgress.safeParse(heartbeatOf(activity)).data;
  return { progress, waitingFor: progress?.waitingFor === undefined ? [] : [progress.waitingFor] };
}

import { setMaxListeners } from 'node:events';
import { activityInfo, Context, heartbeat } from '@temporalio/activity';
import { manifestKey } from './artifacts/keys.ts';
import { sealStage } from './artifacts/manifest.ts';
import type { OutcomeCounts, Usage } from './artifacts/shard-commit.ts';
import { recordDecision, type Decision } from './campaigns/decisions.ts';
import { noteRefresh, type RefreshDue } from './release-refresh/note-refresh.ts';
import { prepareRefresh, type PreparedRefresh } from './release-refresh/prepare-refresh.ts';
import { countUnreviewed } from './review/verdicts.ts';
import { runShard, type ShardRunnerDependencies } from './shard-runner/run-shard.ts';
import type { ProgressMeter } from './shard-runner/shard-progress.ts';
import { spentSoFar, type SpendingScope } from './shard-runner/spent-so-far.ts';
import type { ShardResult, ShardTask } from './shard-runner/shard-task.ts';
import { openStage, type OpenedStage } from './stage-runner/open-stage.ts';
import { runWholeStage } from './stage-runner/run-whole-stage.ts';
import type { SealedStage, StageTask } from './stage-runner/stage-task.ts';
import { asTemporalFailure } from './temporal-failure.ts';
import { serveModel } from './training/serve-model.ts';
import { trainModel, type OperatedTask, type TrainingAttempt } from './training/train-model.ts';
import type { TrainingProgress } from './training/training-progress.ts';

export interface ActivityDependencies extends ShardRunnerDependencies {
  /** What the worker's endpoints or store are waited for, if anything. */
  readonly waitingFor: (campaign: string) => string | undefined;
  /** Where trainers' addresses and keys are read. */
  readonly environment: NodeJS.ProcessEnv;
}

export interface RoundToSeal {
  readonly campaign: string;
  readonly round: number;
  readonly stage: string;
  readonly shards: number;
  readonly revision: number;
}

export interface SealedRound {
  readonly counts: OutcomeCounts;
  readonly manifest: string;
}

export interface DecisionToRecord {
  readonly campaign: string;
  readonly decision: Omit<Decision, 'v' | 'at'>;
}

/** Progress is beaten at this pace; the SDK thins it out. */
const heartbeatEveryMs = 1_000;

/** The running activity's cancellation; every store call and request of it listens. */
function cancellation(): AbortSignal {
  const signal = Context.current().cancellationSignal;
  setMaxListeners(0, signal);
  return signal;
}

/** Beats while an activity runs, and tells Temporal its failure in its own terms. */
async function beating<T>(
  run: (signal: AbortSignal) => Promise<T>,
  details: () => unknown = () => undefined,
): Promise<T> {
  const beat = setInterval(() => heartbeat(details()), heartbeatEveryMs);
  try {
    return await run(cancellation());
  } catch (error) {
    throw asTemporalFailure(error);
  } finally {
    clearInterval(beat);
  }
}

/** Beats with what a training says of itself. */
async function training<T>(run: (attempt: TrainingAttempt) => Promise<T>): Promise<T> {
  const { workflowExecution } = activityInfo();
  const context = Context.current();
  let progress: TrainingProgress | undefined;
  return beating(
    (signal) =>
      run({
        run: workflowExecution?.runId ?? 'no-run',
        signal,
        isCancelled: () => context.cancellationDetails?.cancelRequested ?? false,
        onProgress: (told) => (progress = told),
      }),
    () => progress,
  );
}

/** Everything workflows can ask of the world. Arguments and results are names and counts; no data passes through history. */
export function createActivities(deps: ActivityDependencies) {
  return {
    async runShard(task: ShardTask): Promise<ShardResult> {
      const { workflowExecution, activityId: activity, attempt } = activityInfo();
      const run = workflowExecution?.runId ?? 'no-run';
      let meter: ProgressMeter | undefined;
      return beating(
        (signal) => runShard(task, { run, activity, attempt, signal, onStart: (started) => (meter = started) }, deps),
        () => meter?.snapshot(deps.waitingFor(task.campaign)),
      );
    },

    async openStage(task: StageTask): Promise<OpenedStage> {
      return beating((signal) => openStage(deps, task, { signal }));
    },

    async runWholeStage(task: StageTask): Promise<SealedStage> {
      const { workflowExecution, activityId, attempt } = activityInfo();
      const writer = `r${task.revision}-${workflowExecution?.runId ?? 'no-run'}-${activityId}.${attempt}`;
      let rows = 0;
      return beating(
        (signal) => runWholeStage(task, { writer, signal, onRow: (read) => (rows = read) }, deps),
        () => ({ ...task, rows }),
      );
    },

    async countUnreviewed({ revision, ...place }: StageTask): Promise<number> {
      return beating((signal) => countUnreviewed(deps.store, place, revision, { signal }));
    },

    async sealRound({ campaign, round, stage, shards, revision }: RoundToSeal): Promise<SealedRound> {
      const place = { campaign, round, stage };
      return beating(async (signal) => {
        const { counts } = await sealStage(deps.store, place, shards, revision, { signal });
        return { counts, manifest: manifestKey(place, revision) };
      });
    },

    async noteRefresh(due: RefreshDue): Promise<void> {
      return beating((signal) => noteRefresh(deps.store, due, { signal }));
    },

    async prepareRefresh(due: RefreshDue): Promise<PreparedRefresh> {
      return beating((signal) => prepareRefresh(deps.store, due, { signal }));
    },

    async spentSoFar(scope: SpendingScope): Promise<Usage> {
      return beating((signal) => spentSoFar(deps.store, scope, { signal }));
    },

    async trainModel(task: OperatedTask): Promise<SealedStage> {
      return training((attempt) => trainModel(task, attempt, deps));
    },

    async serveModel(task: OperatedTask): Promise<SealedStage> {
      return training((attempt) => serveModel(task, attempt, deps));
    },

    async recordDecision({ campaign, decision }: DecisionToRecord): Promise<void> {
      return beating(() => recordDecision(deps.store, campaign, { v: 1, at: new Date().toISOString(), ...decision }));
    },
  };
}

export type Activities = ReturnType<typeof createActivities>;

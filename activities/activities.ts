import { setMaxListeners } from 'node:events';
import { activityInfo, Context, heartbeat } from '@temporalio/activity';
import { manifestKey } from './artifacts/keys.ts';
import { sealStage } from './artifacts/manifest.ts';
import type { OutcomeCounts, Usage } from './artifacts/shard-commit.ts';
import { recordDecision, type Decision } from './campaigns/decisions.ts';
import { runShard, type ShardRunnerDependencies } from './shard-runner/run-shard.ts';
import type { ProgressMeter } from './shard-runner/shard-progress.ts';
import { spentSoFar, type SpendingScope } from './shard-runner/spent-so-far.ts';
import type { ShardResult, ShardTask } from './shard-runner/shard-task.ts';
import { asTemporalFailure } from './temporal-failure.ts';

export interface ActivityDependencies extends ShardRunnerDependencies {
  /** What the worker's endpoints or store are waited for, if anything. */
  readonly waitingFor: (campaign: string) => string | undefined;
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

/** Everything workflows can ask of the world. Arguments and results are names and counts; no data passes through history. */
export function createActivities(deps: ActivityDependencies) {
  return {
    async runShard(task: ShardTask): Promise<ShardResult> {
      const { workflowExecution, activityId, attempt } = activityInfo();
      let meter: ProgressMeter | undefined;
      const beat = setInterval(() => heartbeat(meter?.snapshot(deps.waitingFor(task.campaign))), heartbeatEveryMs);
      try {
        const run = workflowExecution?.runId ?? 'no-run';
        const signal = cancellation();
        return await runShard(
          task,
          { run, activity: activityId, attempt, signal, onStart: (started) => (meter = started) },
          deps,
        );
      } catch (error) {
        throw asTemporalFailure(error);
      } finally {
        clearInterval(beat);
      }
    },

    async sealRound({ campaign, round, stage, shards, revision }: RoundToSeal): Promise<SealedRound> {
      const place = { campaign, round, stage };
      const beat = setInterval(() => heartbeat(), heartbeatEveryMs);
      try {
        const signal = cancellation();
        const { counts } = await sealStage(deps.store, place, shards, revision, { signal });
        return { counts, manifest: manifestKey(place, revision) };
      } catch (error) {
        throw asTemporalFailure(error);
      } finally {
        clearInterval(beat);
      }
    },

    async spentSoFar(scope: SpendingScope): Promise<Usage> {
      const beat = setInterval(() => heartbeat(), heartbeatEveryMs);
      try {
        return await spentSoFar(deps.store, scope, { signal: cancellation() });
      } catch (error) {
        throw asTemporalFailure(error);
      } finally {
        clearInterval(beat);
      }
    },

    async recordDecision({ campaign, decision }: DecisionToRecord): Promise<void> {
      const beat = setInterval(() => heartbeat(), heartbeatEveryMs);
      try {
        await recordDecision(deps.store, campaign, { v: 1, at: new Date().toISOString(), ...decision });
      } catch (error) {
        throw asTemporalFailure(error);
      } finally {
        clearInterval(beat);
      }
    },
  };
}

export type Activities = ReturnType<typeof createActivities>;

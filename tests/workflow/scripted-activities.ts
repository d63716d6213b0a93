import { activityInfo, Context, heartbeat } from '@temporalio/activity';
import type { Activities, DecisionToRecord, RoundToSeal } from '../../activities/activities.ts';
import type { SealedStage, StageTask } from '../../activities/stage-runner/stage-task.ts';
import type { ShardResult, ShardTask } from '../../activities/shard-runner/shard-task.ts';

export interface ScriptedActivities {
  readonly activities: Activities;
  /** Attempts at shards in the order they began. */
  readonly started: readonly ShardTask[];
  /** `round/shard` of each attempt that ended well, in order. */
  readonly done: readonly string[];
  readonly inFlight: ReadonlySet<string>;
  mostInFlight(): number;
  /** Attempts that saw their cancellation, and why. */
  readonly cancelled: readonly string[];
  readonly sealed: readonly RoundToSeal[];
  /** Trainings and servings in the order they were asked for. */
  readonly trained: readonly StageTask[];
  /** Whole stages in the order they were asked for. */
  readonly whole: readonly StageTask[];
  readonly decisions: readonly DecisionToRecord['decision'][];
}

/** What a shard does before it ends well: nothing, wait, or throw. What it gives replaces parts of the result. */
export type ShardScript = (
  task: ShardTask,
  signal: AbortSignal,
) => Promise<Partial<ShardResult> | void> | Partial<ShardResult> | void;

export const nameOf = ({ round, shard }: Pick<ShardTask, 'round' | 'shard'>): string => `${round}/${shard}`;

/** Three items a shard: two kept, one failed. */
const result: ShardResult = {
  counts: { total: 3, kept: 2, dropped: 0, failed: 1, rows: 2 },
  usage: { requests: 3, promptTokens: 30, completionTokens: 15, cost: 0 },
  spent: { requests: 3, promptTokens: 30, completionTokens: 15, cost: 0 },
};

/** The activities without a world behind them: they do as the script says and write down what was asked. */
export function scriptedActivities(script: ShardScript = () => undefined): ScriptedActivities {
  const started: ShardTask[] = [];
  const done: string[] = [];
  const inFlight = new Set<string>();
  const cancelled: string[] = [];
  const sealed: RoundToSeal[] = [];
  const whole: StageTask[] = [];
  const trained: StageTask[] = [];
  const decisions: DecisionToRecord['decision'][] = [];
  let most = 0;
  return {
    started,
    done,
    inFlight,
    cancelled,
    sealed,
    whole,
    trained,
    decisions,
    mostInFlight: () => most,
    activities: {
      async runShard(task) {
        const name = nameOf(task);
        const { cancellationSignal: signal } = Context.current();
        started.push(task);
        inFlight.add(name);
        most = Math.max(most, inFlight.size);
        const beat = setInterval(() => heartbeat(), 100);
        try {
          const scripted = await Promise.race([script(task, signal), ended(signal)]);
          done.push(name);
          return { ...result, ...scripted };
        } catch (error) {
          if (signal.aborted) cancelled.push(name);
          throw error;
        } finally {
          clearInterval(beat);
          inFlight.delete(name);
        }
      },
      async sealRound(round) {
        sealed.push(round);
        const shards = round.shards;
        return {
          counts: { total: 3 * shards, kept: 2 * shards, dropped: 0, failed: shards, rows: 2 * shards },
          manifest: `round ${round.round} by ${activityInfo().activityType}`,
        };
      },
      async recordDecision({ decision }) {
        decisions.push(decision);
      },
      openStage: async ({ round }) => ({ kind: 'open', shards: 4 - round }),
      async runWholeStage(task) {
        whole.push(task);
        const { round, stage } = task;
        const counts = { total: 6, kept: 6, dropped: 0, failed: 0, rows: 2 };
        return {
          counts,
          shards: 1,
          manifest: `round ${round} ${stage}`,
          facts: { score: round / 10, records: 6, stop: round < 2 ? '' : 'plateau' },
        };
      },
      async trainModel(task) {
        trained.push(task);
        return sealedWithFacts(task, { model: `model ${task.round}` });
      },
      async serveModel(task) {
        trained.push(task);
        return sealedWithFacts(task, { model: `model ${task.round}` });
      },
      countUnreviewed: async () => 2,
      noteRefresh: async () => undefined,
      prepareRefresh: async ({ series, at }) => ({ kind: 'done', campaign: `${series} ${at}` }),
      spentSoFar: async () => ({ requests: 0, promptTokens: 0, completionTokens: 0, cost: 0 }),
    },
  };
}

const sealedWithFacts = ({ round, stage }: StageTask, facts: SealedStage['facts']): SealedStage => ({
  counts: { total: 0, kept: 0, dropped: 0, failed: 0, rows: 0 },
  shards: 0,
  manifest: `round ${round} ${stage}`,
  facts,
});

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** Shards wait here until they are let go. */
export interface Gate {
  readonly script: ShardScript;
  /** Lets one shard go; those not yet there go when they come. */
  open(name: string): void;
  openAll(): void;
}

/** @param held which shards wait; all others pass */
export function gate(held: (task: ShardTask) => boolean = () => true): Gate {
  const opened = new Set<string>();
  const waiting = new Map<string, () => void>();
  let all = false;
  return {
    script: (task) => {
      const name = nameOf(task);
      if (all || opened.has(name) || !held(task)) return;
      return new Promise((resolve) => void waiting.set(name, resolve));
    },
    open(name) {
      opened.add(name);
      waiting.get(name)?.();
    },
    openAll() {
      all = true;
      for (const resolve of waiting.values()) resolve();
    },
  };
}

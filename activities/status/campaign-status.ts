import type { Usage } from '../artifacts/shard-commit.ts';
import type { ShardProgress } from '../shard-runner/shard-task.ts';
import type { TrainingProgress } from '../training/training-progress.ts';

/** `interrupted`: in the store, but no run goes on with it and none has ended it. */
export type CampaignState =
  | 'running'
  | 'paused'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'terminated'
  | 'budget_exhausted'
  | 'interrupted';

/** States in which a workflow is at work, so that what is missing may still come. */
export const isLive = (state: CampaignState): boolean => state === 'running' || state === 'paused';

export interface StageStatus {
  readonly round: number;
  readonly stage: string;
  readonly sealed: boolean;
  readonly shards: { readonly total: number; readonly done: number };
  /** `total`: items of the whole stage, known once the import is sealed; the others count committed shards. */
  readonly items: { readonly total: number; readonly kept: number; readonly dropped: number; readonly failed: number };
}

/** What `status --json` prints. Times are ISO 8601 in UTC. */
export interface CampaignStatus {
  readonly campaign: string;
  readonly recipe: string;
  readonly state: CampaignState;
  /** Why it is in this state, where there is a why. */
  readonly reason?: string;
  readonly revision: number;
  /** The import is round 0. */
  readonly rounds: readonly StageStatus[];
  /** Of committed shards, every attempt's. */
  readonly usage: Usage;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** What shards in work wait for: `generator: …`, `object store: …`, `a worker …`. */
  readonly waitingFor: readonly string[];
  /** Shards in work, by their last heartbeat. */
  readonly inFlight: readonly ShardProgress[];
  /** A training or serving at work, by its last heartbeat. */
  readonly training?: TrainingProgress;
  /** Where counts come from. `store` while no workflow worker answers, and once Temporal knows no run. */
  readonly source: 'workflow' | 'store';
}

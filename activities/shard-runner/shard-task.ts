import type { Allowance } from './allowance.ts';
import type { OutcomeCounts, Usage } from '../artifacts/shard-commit.ts';

/** What a workflow asks of the runner: one shard of one stage of one round at one revision. */
export interface ShardTask {
  readonly campaign: string;
  readonly round: number;
  readonly stage: string;
  readonly shard: number;
  readonly revision: number;
  /** Number of the operations in force. */
  readonly operations: number;
  /** What this attempt may spend; absent without a budget. */
  readonly allowance?: Allowance;
}

/** What comes back into workflow history: counts only. */
export interface ShardResult {
  readonly counts: OutcomeCounts;
  /** Of every attempt at the shard, in every run. */
  readonly usage: Usage;
  /** What was bought for it in this workflow run, by whichever attempt. */
  readonly spent: Usage;
  /** The allowance did not suffice: nothing is committed, what was answered is journaled. */
  readonly exhausted?: true;
}

/** Heartbeat details of a shard in work, shown by `status --watch`. */
export interface ShardProgress {
  readonly round: number;
  readonly stage: string;
  readonly shard: number;
  readonly items: OutcomeCounts;
  /** Items of the shard, done or not. */
  readonly size: number;
  readonly answers: number;
  readonly tokens: number;
  /** What the shard waits for: `object store: ECONNREFUSED`, `generator: …`. */
  readonly waitingFor?: string;
}

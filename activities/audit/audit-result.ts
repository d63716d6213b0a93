import type { Usage } from '../artifacts/shard-commit.ts';
import type { Decision } from '../campaigns/decisions.ts';
import type { CampaignState, StageStatus } from '../status/campaign-status.ts';
import type { AnswerStatistics } from './answer-statistics.ts';
import type { Problem } from './problem.ts';

/** One workflow run of a campaign or of one of its partitions. */
export interface RunSummary {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  /** Temporal's own: `RUNNING`, `COMPLETED`, `FAILED`, `CANCELLED`, `TERMINATED`, `CONTINUED_AS_NEW`, `TIMED_OUT`. */
  readonly status: string;
  readonly startedAt: string;
  readonly closedAt: string | null;
  /** Length of its history. */
  readonly events: number;
}

/** An attempt at a shard that did not end well, as history tells it. */
export interface AttemptFailure {
  readonly shard: number;
  readonly attempt: number;
  readonly type: string;
  readonly message: string;
  readonly at: string | null;
}

export interface RoundAudit extends StageStatus {
  /** Attempts at shards, over all runs. */
  readonly attempts: number;
  /** Attempts beyond the first of each shard activity. */
  readonly retries: number;
  /** The first ones; `failureCount` has all. Temporal keeps the last failure of a shard's retries, not each. */
  readonly failures: readonly AttemptFailure[];
  readonly failureCount: number;
  /** From the first start to the last end or answer; 0 where neither history nor journal tells, as for the import. */
  readonly durationMs: number;
}

/** What `audit --json` prints. */
export interface AuditResult {
  readonly campaign: string;
  readonly recipe: string;
  readonly state: CampaignState;
  readonly revision: number;
  readonly runs: readonly RunSummary[];
  readonly rounds: readonly RoundAudit[];
  /** Every artifact was re-hashed and checked, and no problem found. */
  readonly verified: boolean;
  /** `partial`: a run that wrote to the journal or stands in another run's history is gone from Temporal. */
  readonly history: 'complete' | 'partial' | 'absent';
  /** Journal entries beyond the first of each key: answers paid for more than once. */
  readonly boughtTwice: number;
  /** The first thousand; `problemCount` has all. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  /** Objects under the campaign's prefix; images, shared by campaigns, are not among them. */
  readonly artifacts: { readonly count: number; readonly bytes: number };
  /** Rows and rejects that no commit names: what attempts left that lost the race to commit. Not a problem. */
  readonly orphans: { readonly count: number; readonly bytes: number; readonly keys: readonly string[] };
  readonly usage: Usage;
  readonly decisions: readonly Decision[];
  /** With `--verify`, which reads every journal. */
  readonly answers?: AnswerStatistics;
}

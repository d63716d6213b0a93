import { z } from 'zod';

const counts = z.object({
  total: z.int(),
  kept: z.int(),
  dropped: z.int(),
  failed: z.int(),
  rows: z.int(),
});
const usage = z.object({ requests: z.int(), promptTokens: z.int(), completionTokens: z.int(), cost: z.number() });
export type Counts = Readonly<z.infer<typeof counts>>;
export type UsageTotals = Readonly<z.infer<typeof usage>>;

const allowance = z.object({
  requests: z.number().exactOptional(),
  tokens: z.number().exactOptional(),
  cost: z.number().exactOptional(),
  until: z.string().exactOptional(),
});

/** A decision as it comes with the message that makes it. */
export const decisionMade = z.object({
  id: z.string(),
  kind: z.enum(['launch', 'pause', 'unpause', 'cancel', 'resume', 'retry', 'operations', 'budget', 'fork']),
  reason: z.string().optional(),
  revision: z.int().optional(),
  round: z.int().optional(),
  operations: z.int().optional(),
});
export type DecisionMade = Readonly<z.infer<typeof decisionMade>>;

/** Input of a campaign workflow: numbers and names, no data. */
export const campaignStart = z.object({
  v: z.literal(1),
  campaign: z.string(),
  recipe: z.string(),
  rounds: z.int().min(1),
  shards: z.int().min(1),
  shardItems: z.int().min(1),
  window: z.int().min(1),
  heartbeatSeconds: z.int().min(1),
  operations: z.int().min(1),
  revision: z.int().min(1),
  /** Hard stop over all runs of the campaign. */
  budget: allowance.exactOptional(),
  decision: decisionMade,
});
export type CampaignStart = Readonly<z.infer<typeof campaignStart>>;

export const roundTally = z.object({ round: z.int(), shardsDone: z.int(), counts, usage });
export type RoundTally = Readonly<z.infer<typeof roundTally>>;

/** Input of a partition, and what it carries over continue-as-new. */
export const partitionState = z.object({
  v: z.literal(1),
  campaign: z.string(),
  stage: z.string(),
  rounds: z.int().min(1),
  revision: z.int().min(1),
  partition: z.int().min(0),
  /** Range of shards: `from` up to, not including, `end`; `next` is the first not yet pulled. */
  from: z.int().min(0),
  end: z.int(),
  next: z.int(),
  width: z.int().min(1),
  heartbeatSeconds: z.int().min(1),
  operations: z.int().min(1),
  paused: z.boolean(),
  tallies: z.array(roundTally),
  /** The partition's part of the budget that is neither spent nor set aside. */
  pool: allowance.exactOptional(),
});
export type PartitionState = Readonly<z.infer<typeof partitionState>>;

export interface PartitionProgress {
  readonly partition: number;
  readonly shards: number;
  readonly inFlight: number;
  readonly tallies: readonly RoundTally[];
}

export interface CampaignProgress {
  readonly state: 'running' | 'paused';
  readonly reason?: string;
  readonly revision: number;
  readonly operations: number;
  readonly stage: string;
  readonly rounds: number;
  readonly shards: number;
  /** Workflow ids of the partitions; ask each for its progress. */
  readonly partitions: readonly string[];
  /** Rounds with a manifest. */
  readonly sealed: readonly number[];
}

export interface CampaignOutcome {
  readonly revision: number;
  readonly rounds: readonly { readonly round: number; readonly counts: Counts; readonly manifest: string }[];
}

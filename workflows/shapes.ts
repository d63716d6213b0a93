import { z } from 'zod';
import { decisionKinds } from './decision-kinds.ts';

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
  kind: z.enum(decisionKinds),
  reason: z.string().optional(),
  revision: z.int().optional(),
  round: z.int().optional(),
  operations: z.int().optional(),
  stage: z.string().optional(),
});
export type DecisionMade = Readonly<z.infer<typeof decisionMade>>;

/** Input of a campaign workflow: numbers and names, no data. */
export const campaignStart = z.object({
  v: z.literal(1),
  campaign: z.string(),
  recipe: z.string(),
  rounds: z.int().min(1),
  /** Shards of the sealed import. */
  shards: z.int().min(1),
  shardItems: z.int().min(1),
  window: z.int().min(1),
  heartbeatSeconds: z.int().min(1),
  operations: z.int().min(1),
  revision: z.int().min(1),
  /** Hard stop over all runs of the campaign. */
  budget: allowance.exactOptional(),
  /** What a schedule with barriers rests on, from the recipe's options. */
  outline: z.json().exactOptional(),
  decision: decisionMade,
});
export type CampaignStart = Readonly<z.infer<typeof campaignStart>>;

const step = z.object({ round: z.int().min(1), stage: z.string() });
/** One stage of one round, as a lane goes through it. */
export type Step = Readonly<z.infer<typeof step>>;

export const stepTally = step.extend({ shardsDone: z.int(), counts, usage });
export type StepTally = Readonly<z.infer<typeof stepTally>>;

/** Input of a partition, and what it carries over continue-as-new. */
export const partitionState = z.object({
  v: z.literal(1),
  campaign: z.string(),
  /** What each shard goes through, in order. */
  steps: z.array(step),
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
  tallies: z.array(stepTally),
  /** The partition's part of the budget that is neither spent nor set aside. */
  pool: allowance.exactOptional(),
});
export type PartitionState = Readonly<z.infer<typeof partitionState>>;

const facts = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));
export const sealedStage = step.extend({ counts, manifest: z.string(), shards: z.int(), facts });
export type SealedStageOutcome = Readonly<z.infer<typeof sealedStage>>;

/** Input of a round with barriers. */
export const roundStart = z.object({
  v: z.literal(1),
  campaign: z.string(),
  recipe: z.string(),
  round: z.int().min(1),
  shardItems: z.int().min(1),
  window: z.int().min(1),
  heartbeatSeconds: z.int().min(1),
  operations: z.int().min(1),
  revision: z.int().min(1),
  paused: z.boolean(),
  pool: allowance.exactOptional(),
  outline: z.json().exactOptional(),
  /** Sealed stages of the rounds before. */
  before: z.array(sealedStage),
});
export type RoundStart = Readonly<z.infer<typeof roundStart>>;

/** What a round says of itself when its stages are sealed. */
export interface RoundVerdict {
  /** The stop rule holds: no further round. */
  readonly done: boolean;
  readonly reason?: string;
}

export interface RoundOutcome {
  readonly stages: readonly SealedStageOutcome[];
  readonly verdict: RoundVerdict;
  /** What is left of the budget. */
  readonly pool?: Readonly<z.infer<typeof allowance>>;
}

export interface PartitionProgress {
  readonly partition: number;
  readonly shards: number;
  readonly inFlight: number;
  readonly tallies: readonly StepTally[];
}

export interface RoundProgress {
  readonly round: number;
  /** The stage in work. */
  readonly stage?: string;
  /** What people are waited for. */
  readonly waitingFor?: string;
  /** Workflow ids of its partitions; ask each for its progress. */
  readonly partitions: readonly string[];
  readonly sealed: readonly Step[];
}

export interface CampaignProgress {
  readonly state: 'running' | 'paused';
  readonly reason?: string;
  readonly revision: number;
  readonly operations: number;
  readonly rounds: number;
  /** Workflow ids of the partitions; ask each for its progress. With barriers the round knows them. */
  readonly partitions: readonly string[];
  /** Workflow id of the round in work, with barriers. */
  readonly round?: string;
  /** Stages with a manifest. */
  readonly sealed: readonly Step[];
}

export interface CampaignOutcome {
  readonly revision: number;
  readonly rounds: readonly { readonly round: number; readonly counts: Counts; readonly manifest: string }[];
}

import type { z } from 'zod';
import { recipeNamed } from '../../recipes/registry.ts';
import { isSealed, type CommittedCampaign } from '../export/committed-campaign.ts';
import type { CommittedStage } from '../export/committed-stage.ts';
import type { OutcomeCounts, Usage } from '../artifacts/shard-commit.ts';
import type { RejectCount } from './reject-tally.ts';

export interface StageSummary {
  readonly round: number;
  readonly stage: string;
  readonly sealed: boolean;
  readonly shards: number;
  readonly items: OutcomeCounts;
  /** Whether kept + dropped + failed = total, and in lanes the total is what was imported. */
  readonly conserved: boolean;
}

/** The figures of the report page as one object. */
export interface ReportSummary {
  readonly campaign: string;
  readonly recipe: string;
  readonly seed: number;
  readonly revision: number;
  readonly state: 'sealed' | 'unfinished';
  /** Model name by role. */
  readonly models: Readonly<Record<string, string>>;
  /** When the campaign was launched first, if that is recorded. */
  readonly launchedAt?: string;
  readonly imported: StageSummary;
  readonly rounds: readonly StageSummary[];
  /** What the shards in force have cost, with attempts that were lost. */
  readonly usage: Usage;
  readonly rejects: readonly RejectCount[];
  /** The recipe's own figures. */
  readonly figures: z.core.util.JSONType;
}

function stageSummary({ place, sealed, shards, counts }: CommittedStage, input: number | undefined): StageSummary {
  const { total, kept, dropped, failed } = counts;
  const conserved = kept + dropped + failed === total && (!sealed || input === undefined || total === input);
  return { round: place.round, stage: place.stage, sealed, shards: shards.length, items: counts, conserved };
}

export function summarise(
  campaign: CommittedCampaign,
  found: Pick<ReportSummary, 'usage' | 'rejects' | 'figures'>,
): ReportSummary {
  const { identity, decisions, revision, imported, stages } = campaign;
  const { plan } = recipeNamed(identity.recipe);
  const launchedAt = decisions.find(({ kind }) => kind === 'launch')?.at ?? decisions[0]?.at;
  return {
    campaign: identity.campaign,
    recipe: identity.recipe,
    seed: identity.seed,
    revision,
    state: isSealed(campaign) ? 'sealed' : 'unfinished',
    models: Object.fromEntries(Object.entries(identity.models).map(([role, { model }]) => [role, model])),
    ...(launchedAt === undefined ? {} : { launchedAt }),
    imported: stageSummary(imported, imported.counts.total),
    rounds: stages.map((stage) => stageSummary(stage, plan.shape === 'lanes' ? imported.counts.rows : undefined)),
    ...found,
  };
}

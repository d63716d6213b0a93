import { randomUUID } from 'node:crypto';
import { readNewestManifest } from '../../activities/artifacts/manifest.ts';
import { newestRevision, readDecisions } from '../../activities/campaigns/decisions.ts';
import { newestOperations } from '../../activities/campaigns/operations.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { roundsOf } from '../../activities/status/stage-schedule.ts';
import { stagesThrough } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import type { Session } from '../session.ts';
import { knownCampaign, newestRun } from './known-campaign.ts';
import { startRun } from './start-run.ts';

export interface Retried {
  readonly campaign: string;
  /** Failed items that are asked anew; with 0 nothing is started. */
  readonly failed: number;
  readonly revision: number;
  readonly fromRound: number;
}

/** Opens a new revision in which the failed items of a round, and of those after it, are asked anew. */
export async function retryFailed(session: Session, campaign: string, fromRound: number): Promise<Retried> {
  const store = session.store();
  const client = await session.client();
  const identity = await knownCampaign(store, campaign);
  const run = await newestRun(client, campaign);
  if (run?.status.name === 'RUNNING') {
    throw new MmsynthError(
      'campaign_running',
      `campaign '${campaign}' is running; retry once it has ended (its failed items are not lost).`,
    );
  }
  const decisions = await readDecisions(store, campaign);
  const revision = newestRevision(decisions);
  const { plan } = recipeNamed(identity.recipe);
  const rounds = roundsOf(plan, identity.options, decisions);
  if (fromRound > rounds)
    throw new MmsynthError('spec_invalid', `--round ${fromRound}: campaign '${campaign}' has rounds 1 to ${rounds}.`);
  let failed = 0;
  for (const { round, stage } of stagesThrough(plan, rounds, identity.options)) {
    if (round < fromRound) continue;
    const sealed = await readNewestManifest(store, { campaign, round, stage }, revision);
    if (!sealed)
      throw new MmsynthError(
        'campaign_running',
        `round ${round} of campaign '${campaign}' is not sealed; \`mmsynth resume ${campaign}\` first.`,
      );
    failed += sealed.counts.failed;
  }
  if (failed === 0) return { campaign, failed, revision, fromRound };
  await startRun(client, store, {
    identity,
    operations: await newestOperations(store, campaign),
    revision: revision + 1,
    decision: { id: randomUUID(), kind: 'retry', revision: revision + 1, round: fromRound },
  });
  return { campaign, failed, revision: revision + 1, fromRound };
}

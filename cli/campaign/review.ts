import { writeFile } from 'node:fs/promises';
import { readManifest } from '../../activities/artifacts/manifest.ts';
import type { StagePlace } from '../../activities/artifacts/keys.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import { newestRevision, readDecisions } from '../../activities/campaigns/decisions.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { flaggedRows } from '../../activities/review/flagged-rows.ts';
import { readReviewFile } from '../../activities/review/review-file.ts';
import { giveVerdicts, isReviewClosed, readVerdicts } from '../../activities/review/verdicts.ts';
import { stagesThrough } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import { campaignProgressQuery, reviewedSignal } from '../../workflows/messages.ts';
import type { Session } from '../session.ts';
import { answered } from './answered.ts';
import { knownCampaign, newestRun, workflowIdOf } from './known-campaign.ts';

export interface ReviewRequest {
  readonly round?: number | undefined;
  readonly stage?: string | undefined;
  /** Where the flagged rows are written to. */
  readonly out?: string | undefined;
  /** Verdicts to give. */
  readonly verdicts?: string | undefined;
  /** Close the review though rows are left without a verdict. */
  readonly close?: boolean | undefined;
}

export interface Reviewed {
  readonly campaign: string;
  readonly round: number;
  readonly stage: string;
  readonly flagged: number;
  readonly kept: number;
  readonly dropped: number;
  /** Without a verdict. */
  readonly unreviewed: number;
  readonly state: 'open' | 'closed';
}

/** Shows, writes out or takes in what people say of flagged rows. Closes the review when every row has its verdict. */
export async function reviewCampaign(session: Session, campaign: string, request: ReviewRequest): Promise<Reviewed> {
  const store = session.store();
  const { place, revision } = await reviewedPlace(store, campaign, request);
  const closed = await isReviewClosed(store, place, revision);
  if (request.verdicts !== undefined) {
    if (closed)
      throw new MmsynthError(
        'review_closed',
        `the review of round ${place.round} ${place.stage} of campaign '${campaign}' is closed; nothing was changed.`,
      );
    const known = new Set<string>();
    for await (const { parent } of flaggedRows(store, place, revision)) known.add(parent);
    await giveVerdicts(store, place, revision, await readReviewFile(request.verdicts, known));
  }
  const verdicts = await readVerdicts(store, place, revision);
  const lines: string[] = [];
  let [flagged, kept, dropped] = [0, 0, 0];
  for await (const { parent, reason, detail } of flaggedRows(store, place, revision)) {
    const given = verdicts.get(parent);
    flagged += 1;
    if (given?.verdict === 'keep') kept += 1;
    if (given?.verdict === 'drop') dropped += 1;
    if (request.out !== undefined)
      lines.push(`${JSON.stringify({ row: parent, verdict: given?.verdict ?? null, reason, ...detail })}\n`);
  }
  if (request.out !== undefined) await writeOut(request.out, lines);
  const unreviewed = flagged - kept - dropped;
  const over = closed || request.close === true || (request.verdicts !== undefined && unreviewed === 0);
  if (over && !closed) await tellRound(session, campaign, place);
  return {
    campaign,
    round: place.round,
    stage: place.stage,
    flagged,
    kept,
    dropped,
    unreviewed,
    state: over ? 'closed' : 'open',
  };
}

/** The newest sealed stage whose flagged rows are reviewed, or the one that is asked for. */
async function reviewedPlace(
  store: ArtifactStore,
  campaign: string,
  { round, stage }: ReviewRequest,
): Promise<{ readonly place: StagePlace; readonly revision: number }> {
  const identity = await knownCampaign(store, campaign);
  const { plan, reviews = [] } = recipeNamed(identity.recipe);
  const revision = newestRevision(await readDecisions(store, campaign));
  const candidates = stagesThrough(plan, plan.rounds(identity.options), identity.options).filter(
    (one) => reviews.includes(one.stage) && (round ?? one.round) === one.round && (stage ?? one.stage) === one.stage,
  );
  for (const one of candidates.toReversed()) {
    const place = { campaign, ...one };
    if (await readManifest(store, place, revision)) return { place, revision };
  }
  throw new MmsynthError(
    'campaign_not_found',
    reviews.length === 0
      ? `campaign '${campaign}': recipe ${identity.recipe} has nothing that people review.`
      : `campaign '${campaign}' has no sealed stage to review yet (${reviews.join(', ')}); \`mmsynth status ${campaign}\` says how it stands.`,
  );
}

async function writeOut(path: string, lines: readonly string[]): Promise<void> {
  await writeFile(path, lines.join('')).catch((error: NodeJS.ErrnoException) => {
    throw new MmsynthError('output_unwritable', `${path} cannot be written (${error.code}).`);
  });
}

/** A run that waits for people goes on; one that is not there finds the verdicts in the store. */
async function tellRound(session: Session, campaign: string, { stage }: StagePlace): Promise<void> {
  const client = await session.clientIfUp();
  if (!client || (await newestRun(client, campaign))?.status.name !== 'RUNNING') return;
  const { round } = await answered(client.workflow.getHandle(workflowIdOf(campaign)).query(campaignProgressQuery));
  if (round !== undefined) await client.workflow.getHandle(round).signal(reviewedSignal, { stage });
}

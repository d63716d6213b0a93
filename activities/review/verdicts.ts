import { reviewVerdict, type ReviewVerdict } from '../../recipes/review.ts';
import { sha256 } from '../../recipes/sha256.ts';
import { fromJsonLines, toJsonLines } from '../artifacts/dataset.ts';
import { reviewKey, samePlace, type StagePlace } from '../artifacts/keys.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { readDecisions, recordDecision, type Decision } from '../campaigns/decisions.ts';
import { flaggedRows } from './flagged-rows.ts';

/** The decision by which a round closes its review, as `workflows/round-stages.ts` records it. */
const closes = (made: Decision, revision: number): boolean =>
  made.verdicts === undefined && (made.revision ?? 1) === revision;

/** Reviews of a stage in the order they were given, up to the one that closed at this revision. */
function reviewsOf(decisions: readonly Decision[], place: StagePlace, revision: number) {
  const reviews = decisions.filter(
    ({ kind, round, stage }) => kind === 'review' && samePlace({ round: round ?? 0, stage: stage ?? '' }, place),
  );
  const end = reviews.findIndex((made) => closes(made, revision));
  return {
    closed: end >= 0,
    verdicts: (end < 0 ? reviews : reviews.slice(0, end)).flatMap(({ verdicts }) => verdicts ?? []),
  };
}

/** Verdicts on a stage's flagged rows by row id, as they stood when its review closed, or as they stand. A later one counts. */
export async function readVerdicts(
  store: ArtifactStore,
  place: StagePlace,
  revision: number,
  options?: CallOptions,
): Promise<ReadonlyMap<string, ReviewVerdict>> {
  const { verdicts } = reviewsOf(await readDecisions(store, place.campaign, options), place, revision);
  const found = new Map<string, ReviewVerdict>();
  for (const hash of verdicts) {
    const bytes = await store.get(reviewKey(place, hash), options);
    if (!bytes) throw new Error(`review ${reviewKey(place, hash)} is named by a decision but is not in the store`);
    for (const line of fromJsonLines(bytes)) {
      const verdict = reviewVerdict.parse(line);
      found.set(verdict.row, verdict);
    }
  }
  return found;
}

/** Whether the review of a stage is closed at this revision. */
export async function isReviewClosed(store: ArtifactStore, place: StagePlace, revision: number): Promise<boolean> {
  return reviewsOf(await readDecisions(store, place.campaign), place, revision).closed;
}

/** Flagged rows of a sealed stage that nobody has given a verdict on. */
export async function countUnreviewed(
  store: ArtifactStore,
  place: StagePlace,
  revision: number,
  options?: CallOptions,
): Promise<number> {
  const verdicts = await readVerdicts(store, place, revision, options);
  let unreviewed = 0;
  for await (const { parent } of flaggedRows(store, place, revision, options)) {
    if (!verdicts.has(parent)) unreviewed += 1;
  }
  return unreviewed;
}

/** Writes verdicts and records them as a decision; given twice, they are there once. */
export async function giveVerdicts(
  store: ArtifactStore,
  place: StagePlace,
  revision: number,
  verdicts: readonly ReviewVerdict[],
): Promise<void> {
  const body = Buffer.from(toJsonLines(verdicts), 'utf8');
  const hash = sha256(body);
  await store.putOnce(reviewKey(place, hash), body, 'application/x-ndjson');
  await recordDecision(store, place.campaign, {
    v: 1,
    id: `review r${revision} round ${place.round} ${place.stage} ${hash}`,
    kind: 'review',
    at: new Date().toISOString(),
    reason: `${verdicts.length} verdicts`,
    revision,
    round: place.round,
    stage: place.stage,
    verdicts: hash,
  });
}

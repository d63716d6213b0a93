import { recipeNamed } from '../../recipes/registry.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { newestRevision, readDecisions } from '../campaigns/decisions.ts';
import { ancestorsOf } from '../campaigns/ancestry.ts';
import { readIdentity } from '../campaigns/identity.ts';
import { MmsynthError } from '../errors.ts';
import { scheduleOf } from '../status/stage-schedule.ts';
import { findRow } from './find-row.ts';
import { traceInLanes } from './trace-lanes.ts';
import type { TraceResult } from './trace-result.ts';
import type { TraceScope } from './trace-scope.ts';
import { traceThroughStages } from './trace-stages.ts';

export interface TraceRequest {
  readonly store: ArtifactStore;
  readonly campaign: string;
  /** A row's id, or at least 8 characters of it; an imported row's id stands for the newest row that came of it. */
  readonly row: string;
  /** Told how far the search is, in words. */
  readonly onProgress?: (text: string) => void;
}

/**
 * The lineage of one row back to its seed: every row on the way, every call with its raw answer, and what of the item fell.
 * Throws `row_not_found`, `campaign_not_found`, and what the store throws.
 */
export async function traceRow({ store, campaign, row: wanted, onProgress }: TraceRequest): Promise<TraceResult> {
  const identity = await readIdentity(store, campaign);
  if (!identity)
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' is not in ${store.address}; \`mmsynth list\` shows those that are.`,
    );
  const decisions = await readDecisions(store, campaign);
  const { plan } = recipeNamed(identity.recipe);
  const scope: TraceScope = {
    store,
    campaign,
    plan,
    recipeOptions: identity.options,
    places: scheduleOf(identity, decisions),
    ancestors: await ancestorsOf(store, identity),
    revision: newestRevision(decisions),
    ...(onProgress ? { onProgress } : {}),
  };
  const found = await findRow(store, campaign, scope.places, wanted, onProgress);
  const trace = plan.shape === 'lanes' ? traceInLanes : traceThroughStages;
  const { hops, falls } = await trace(scope, found);
  const image = hops.findLast(({ fields }) => fields['image'] !== undefined)?.fields['image'];
  return {
    campaign,
    recipe: identity.recipe,
    row: hops[0]?.id ?? null,
    origin: found.origin,
    shard: found.shard,
    ...(image === undefined ? {} : { image }),
    hops,
    falls,
  };
}

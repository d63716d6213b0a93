import type { Row } from '../../recipes/item-program.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { newestRevision, readDecisions } from '../campaigns/decisions.ts';
import { ancestorsOf, type Ancestor } from '../campaigns/ancestry.ts';
import { readIdentity } from '../campaigns/identity.ts';
import { MmsynthError } from '../errors.ts';
import { scheduleOf } from '../status/stage-schedule.ts';
import { findRow } from './find-row.ts';
import { callReader, committedLines, uncommittedRow, type ItemLines } from './shard-lines.ts';
import type { Fall, Hop, TraceResult } from './trace-result.ts';

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
  const places = scheduleOf(identity, decisions);
  const ancestors = await ancestorsOf(store, identity);
  const revision = newestRevision(decisions);
  const found = await findRow(store, campaign, places, wanted, onProgress);
  const { shard, origin } = found;
  const stages = await Promise.all(places.map((place) => committedLines(store, place, shard, revision, origin)));

  const rows = stages.flatMap((stage) => stage.rows.map((row) => ({ row, stage })));
  const start = found.place.round === 0 ? rows.at(-1) : rows.find(({ row }) => row.id === found.id);
  const loose =
    start || found.place.round === 0 ? undefined : await uncommittedRow(store, found.place, shard, found.id);
  const path = start
    ? pathBack(start, rows)
    : loose
      ? [
          { row: loose, stage: looseStage(found.place) },
          ...pathBack(
            rows.find(({ row }) => loose.parents.includes(row.id)),
            rows,
          ),
        ]
      : [];

  const hops = await Promise.all(path.map(({ row, stage }) => hopOf(store, shard, row, stage, ancestors)));
  const falls = await Promise.all(stages.map((stage) => fallsOf(store, shard, stage, ancestors)));
  const image = stages[0]?.rows[0]?.['image'];
  return {
    campaign,
    recipe: identity.recipe,
    row: hops[0]?.id ?? null,
    origin,
    shard,
    ...(image === undefined ? {} : { image }),
    hops,
    falls: falls.flat(),
  };
}

interface Placed {
  readonly row: Row;
  readonly stage: ItemLines;
}

/** From a row to its parent, and on, to the row without one. */
function pathBack(start: Placed | undefined, rows: readonly Placed[]): Placed[] {
  const path: Placed[] = [];
  for (let at = start; at && !path.includes(at);) {
    path.push(at);
    const { parents } = at.row;
    at = rows.find(({ row }) => parents.includes(row.id));
  }
  return path;
}

const looseStage = (place: ItemLines['place']): ItemLines => ({ place, revision: undefined, rows: [], rejects: [] });

async function hopOf(
  store: ArtifactStore,
  shard: number,
  row: Row,
  { place, revision }: ItemLines,
  ancestors: readonly Ancestor[],
): Promise<Hop> {
  const { id, origin: _origin, parents, round, calls, ...fields } = row;
  const traced = calls.length > 0 ? (await callReader(store, place, shard, ancestors))(calls) : [];
  return {
    round,
    stage: place.stage,
    shard,
    ...(revision === undefined ? {} : { revision }),
    id,
    parents,
    fields,
    calls: traced,
  };
}

async function fallsOf(
  store: ArtifactStore,
  shard: number,
  { place, rejects }: ItemLines,
  ancestors: readonly Ancestor[],
): Promise<Fall[]> {
  if (rejects.length === 0) return [];
  const traced = rejects.some(({ calls }) => calls.length > 0)
    ? await callReader(store, place, shard, ancestors)
    : () => [];
  return rejects.map((reject) => ({ ...reject, calls: traced(reject.calls) }));
}

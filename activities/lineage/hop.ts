import type { Row } from '../../recipes/item-program.ts';
import type { Ancestor } from '../campaigns/ancestry.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import type { Reject } from '../artifacts/reject.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { callReader } from './shard-lines.ts';
import type { Fall, Hop } from './trace-result.ts';

/** A row with where it stands. */
export interface PlacedRow {
  readonly row: Row;
  readonly place: StagePlace;
  readonly shard: number;
  /** Undefined for a row that no commit names. */
  readonly revision: number | undefined;
}

export async function hopOf(
  store: ArtifactStore,
  { row, place, shard, revision }: PlacedRow,
  ancestors: readonly Ancestor[],
): Promise<Hop> {
  const { id, origin: _origin, parents, round: _round, calls, ...fields } = row;
  const traced = calls.length > 0 ? (await callReader(store, place, shard, ancestors))(calls) : [];
  return {
    round: place.round,
    stage: place.stage,
    shard,
    ...(revision === undefined ? {} : { revision }),
    id,
    parents,
    fields,
    calls: traced,
  };
}

/** Rejects of one shard of a stage, with the answers they rest on. */
export async function fallsOf(
  store: ArtifactStore,
  { place, shard }: Pick<PlacedRow, 'place' | 'shard'>,
  rejects: readonly Reject[],
  ancestors: readonly Ancestor[],
): Promise<Fall[]> {
  if (rejects.length === 0) return [];
  const traced = rejects.some(({ calls }) => calls.length > 0)
    ? await callReader(store, place, shard, ancestors)
    : () => [];
  return rejects.map((reject) => ({ ...reject, calls: traced(reject.calls) }));
}

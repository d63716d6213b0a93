import { row, type ItemInput } from '../../recipes/item-program.ts';
import { readLines } from '../artifacts/dataset.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import { reject } from '../artifacts/reject.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { RevisionWork } from './revision.ts';
import type { ItemResult } from './run-item.ts';

/** Finds what an item came to in the commit that is revised; undefined where it has to be run. */
export type SettledItems = (input: ItemInput) => ItemResult | undefined;

/**
 * What a revised shard takes over from the commit before, as it stands: items that are not retried and whose input is still
 * the same row. A retry changes, and asks for, nothing else; an answer without a journal entry (a refused part of a kept
 * item) is not asked for again.
 */
export async function settledItems(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  { retried, before }: Extract<RevisionWork, { kind: 'run' }>,
  options: CallOptions,
): Promise<SettledItems> {
  if (!before) return () => undefined;
  const rows = await readLines(store, place, 'rows', shard, before.rows.sha256, options);
  const rejects = await readLines(store, place, 'rejects', shard, before.rejects.sha256, options);
  const settled = new Map<string, ItemResult>();
  const add = (origin: string, parent: string | undefined, part: Partial<ItemResult>): void => {
    const known = settled.get(`${origin} ${parent}`) ?? { kind: 'kept', rows: [], rejects: [] };
    settled.set(`${origin} ${parent}`, {
      kind: part.kind ?? known.kind,
      rows: [...known.rows, ...(part.rows ?? [])],
      rejects: [...known.rejects, ...(part.rejects ?? [])],
    });
  };
  for (const kept of rows.map((line) => row.parse(line))) add(kept.origin, kept.parents[0], { rows: [kept] });
  for (const fell of rejects.map((line) => reject.parse(line)))
    add(fell.origin, fell.parent, { rejects: [fell], ...(fell.unit === undefined ? { kind: fell.kind } : {}) });
  return ({ seed, current }) => (retried.has(seed.id) ? undefined : settled.get(`${seed.origin} ${current.id}`));
}

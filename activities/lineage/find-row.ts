import { row as rowSchema } from '../../recipes/item-program.ts';
import { fromJsonLines } from '../artifacts/dataset.ts';
import { stagePrefix, type StagePlace } from '../artifacts/keys.ts';
import { reject } from '../artifacts/reject.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { MmsynthError } from '../errors.ts';
import { inParallel } from '../status/in-parallel.ts';

/** Where a row or a rejected record was found. */
export interface FoundRow {
  readonly id: string;
  readonly origin: string;
  readonly shard: number;
  readonly place: StagePlace;
}

/** Characters of an id that may stand for it. */
const shortestPrefix = 8;
const idLength = 32;
/** Objects searched at once. */
const readAhead = 16;

/**
 * Finds a row by its id or a unique prefix of it, newest round first; then, for records that never became rows, the import's
 * rejects. Ids are hashes and spread over all shards, so every object may have to be read; a full id ends the search where
 * it is found. Throws `row_not_found`.
 */
export async function findRow(
  store: ArtifactStore,
  campaign: string,
  places: readonly StagePlace[],
  wanted: string,
  onProgress?: (text: string) => void,
): Promise<FoundRow> {
  const prefix = wanted.toLowerCase();
  if (!/^[0-9a-f]+$/.test(prefix) || prefix.length < shortestPrefix || prefix.length > idLength) {
    throw new MmsynthError(
      'row_not_found',
      `'${wanted}' is no row id: give ${shortestPrefix} to ${idLength} hexadecimal digits of one, as \`export\` and the report show them.`,
    );
  }
  const found = new Map<string, FoundRow>();
  let read = 0;
  const search = async (place: StagePlace, kind: 'rows' | 'rejects'): Promise<void> => {
    const field = kind === 'rows' ? 'id' : 'origin';
    const needle = `"${field}":"${prefix}`;
    await inParallel(store.list(`${stagePrefix(place)}${kind}/`), readAhead, async ({ key }) => {
      if (isFull(prefix, found)) return;
      const bytes = await store.get(key);
      onProgress?.(`searching round ${place.round} ${place.stage}: ${++read} objects read`);
      if (!bytes?.includes(needle)) return;
      const shard = Number(/\/(\d{8})-[0-9a-f]+\.jsonl$/.exec(key)?.[1]);
      for (const line of fromJsonLines(bytes)) {
        const { id, origin } = kind === 'rows' ? rowSchema.parse(line) : named(line);
        if (id.startsWith(prefix)) found.set(id, { id, origin, shard, place });
      }
    });
  };
  for (const place of places.toReversed()) if (!isFull(prefix, found)) await search(place, 'rows');
  if (found.size === 0) for (const place of places.slice(0, 1)) await search(place, 'rejects');

  const [only, ...others] = found.values();
  if (!only)
    throw new MmsynthError('row_not_found', `no row of campaign '${campaign}' has an id that starts with '${wanted}'.`);
  if (others.length > 0) {
    const ids = [...found.keys()].slice(0, 5).join(', ');
    throw new MmsynthError(
      'row_not_found',
      `${found.size} rows of campaign '${campaign}' have ids that start with '${wanted}' (${ids}): give more of it.`,
    );
  }
  return only;
}

const isFull = (prefix: string, found: ReadonlyMap<string, FoundRow>): boolean =>
  prefix.length === idLength && found.size > 0;

function named(line: unknown): { readonly id: string; readonly origin: string } {
  const { origin } = reject.parse(line);
  return { id: origin, origin };
}

import type { Row } from '../../recipes/item-program.ts';
import type { FoundRow } from './find-row.ts';
import { fallsOf, hopOf, type PlacedRow } from './hop.ts';
import { committedLines, uncommittedRow } from './shard-lines.ts';
import type { Traced, TraceScope } from './trace-scope.ts';

/** In lanes a row's whole past lies in its own shard. */
export async function traceInLanes(
  { store, places, revision, ancestors }: TraceScope,
  found: FoundRow,
): Promise<Traced> {
  const { shard, origin } = found;
  const stages = await Promise.all(places.map((place) => committedLines(store, place, shard, revision, origin)));
  const rows = stages.flatMap(({ rows: lines, place, revision: at }) =>
    lines.map((row): PlacedRow => ({ row, place, shard, revision: at })),
  );
  const start = found.place.round === 0 ? rows.at(-1) : rows.find(({ row }) => row.id === found.id);
  const loose =
    start || found.place.round === 0 ? undefined : await uncommittedRow(store, found.place, shard, found.id);
  const path = start ? pathBack(start, rows) : loose ? looseEnd(loose, found, rows) : [];
  const falls = await Promise.all(
    stages.map(({ place, rejects }) => fallsOf(store, { place, shard }, rejects, ancestors)),
  );
  return {
    hops: await Promise.all(path.map((placed) => hopOf(store, placed, ancestors))),
    falls: falls.flat(),
  };
}

/** From a row to its parent, and on, to the row without one. */
function pathBack(start: PlacedRow | undefined, rows: readonly PlacedRow[]): PlacedRow[] {
  const path: PlacedRow[] = [];
  for (let at = start; at && !path.includes(at);) {
    path.push(at);
    const { parents } = at.row;
    at = rows.find(({ row }) => parents.includes(row.id));
  }
  return path;
}

const looseEnd = (row: Row, { place, shard }: FoundRow, rows: readonly PlacedRow[]): PlacedRow[] => [
  { row, place, shard, revision: undefined },
  ...pathBack(
    rows.find((known) => row.parents.includes(known.row.id)),
    rows,
  ),
];

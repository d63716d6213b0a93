import { stagePlanOf, type StageInput } from '../../recipes/plan.ts';
import { readNewestManifest } from '../artifacts/manifest.ts';
import { readNewestCommit } from '../artifacts/shard-commit.ts';
import { readShardRejects, readShardRows } from '../artifacts/stage-rows.ts';
import type { FoundRow } from './find-row.ts';
import { fallsOf, hopOf, type PlacedRow } from './hop.ts';
import { uncommittedRow } from './shard-lines.ts';
import type { Traced, TraceScope } from './trace-scope.ts';
import type { Fall } from './trace-result.ts';

/**
 * With barriers a row's parents are rows of its stage's inputs: in the same shard where the stage is a map, anywhere where it is a
 * whole one. Every parent is followed to the import; beside each row stands what became of it where a stage took it and gave nothing.
 */
export async function traceThroughStages(scope: TraceScope, found: FoundRow): Promise<Traced> {
  const { store, ancestors, revision, places } = scope;
  const start = found.place.round === 0 ? await newestOf(scope, found.id) : await rowAt(scope, found);
  const path: PlacedRow[] = [];
  for (let level = start ? [start] : []; level.length > 0; level = await parentsOf(scope, level, path))
    path.push(...level);

  const falls: Fall[] = [];
  for (const { row, place, shard } of path) {
    for (const later of planned(places)) {
      const staged = stagePlanOf(scope.plan, later, scope.recipeOptions);
      const input = staged?.kind === 'map' ? staged.inputs['items'] : undefined;
      if (!input || source(scope, input).stage !== place.stage || source(scope, input).round !== place.round) continue;
      if (!(await readNewestCommit(store, later, shard, revision))) continue;
      const rejects = await readShardRejects(store, later, shard, revision, {});
      const own = rejects.filter(({ parent }) => parent === row.id);
      falls.push(...(await fallsOf(store, { place: later, shard }, own, ancestors)));
    }
  }
  return { hops: await Promise.all(path.map((placed) => hopOf(store, placed, ancestors))), falls };
}

/** Stages of the recipe's plan: all but the import. */
const planned = (places: TraceScope['places']): TraceScope['places'] => places.filter(({ round }) => round > 0);

/** Where the rows of an input were made: what a stage dropped or rejected are rows of that stage's own input. */
function source(scope: TraceScope, input: StageInput): StageInput {
  if (input.take === undefined || input.take === 'rows') return input;
  const items = stagePlanOf(scope.plan, input, scope.recipeOptions)?.inputs['items'];
  return items ? source(scope, items) : input;
}

/** The row asked for: of the commit in force, or one that no commit names. */
async function rowAt(scope: TraceScope, { place, shard, id }: FoundRow): Promise<PlacedRow | undefined> {
  const committed = await committedRows(scope, place, shard);
  const known = committed.find(({ row }) => row.id === id);
  if (known) return known;
  const loose = await uncommittedRow(scope.store, place, shard, id);
  return loose && { row: loose, place, shard, revision: undefined };
}

/** The newest row that came of an imported one. */
async function newestOf(scope: TraceScope, origin: string): Promise<PlacedRow | undefined> {
  for (const place of scope.places.toReversed()) {
    for await (const placed of rowsOf(scope, place)) if (placed.row.origin === origin) return placed;
  }
  return undefined;
}

async function parentsOf(
  scope: TraceScope,
  level: readonly PlacedRow[],
  known: readonly PlacedRow[],
): Promise<PlacedRow[]> {
  const parents: PlacedRow[] = [];
  for (const at of planned(scope.places)) {
    const children = level.filter(({ place }) => place.round === at.round && place.stage === at.stage);
    if (children.length === 0) continue;
    const staged = stagePlanOf(scope.plan, at, scope.recipeOptions);
    const shards = staged?.kind === 'map' ? new Set(children.map(({ shard }) => shard)) : undefined;
    const wanted = new Set(children.flatMap(({ row }) => row.parents));
    for (const { row } of [...known, ...parents]) wanted.delete(row.id);
    for (const input of Object.values(staged?.inputs ?? {})) {
      const { round, stage } = source(scope, input);
      for await (const placed of rowsOf(scope, { campaign: scope.campaign, round, stage }, shards)) {
        if (wanted.size === 0) break;
        if (wanted.delete(placed.row.id)) parents.push(placed);
      }
    }
  }
  return parents;
}

/** Rows of a sealed stage, shard after shard. */
async function* rowsOf(
  scope: TraceScope,
  place: PlacedRow['place'],
  shards?: ReadonlySet<number>,
): AsyncGenerator<PlacedRow> {
  const manifest = await readNewestManifest(scope.store, place, scope.revision);
  for (const { shard } of manifest?.shards ?? []) {
    if (shards && !shards.has(shard)) continue;
    scope.onProgress?.(`reading round ${place.round} ${place.stage}, shard ${shard}`);
    yield* await committedRows(scope, place, shard);
  }
}

async function committedRows(
  { store, revision }: TraceScope,
  place: PlacedRow['place'],
  shard: number,
): Promise<readonly PlacedRow[]> {
  const commit = await readNewestCommit(store, place, shard, revision);
  if (!commit) return [];
  const rows = await readShardRows(store, place, shard, revision, {});
  return rows.map((row) => ({ row, place, shard, revision: commit.revision }));
}

import type { Row } from '../../recipes/item-program.ts';
import { stagePlanOf, takes, type RecipePlan, type StageInput } from '../../recipes/plan.ts';
import { readShardRejects, readShardRows } from '../artifacts/stage-rows.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';

/** Which campaign's stages are read, and at which revision. */
export interface InputScope {
  readonly campaign: string;
  readonly revision: number;
  readonly plan: RecipePlan;
  readonly recipeOptions: unknown;
}

/** Rows of one shard of a stage's input. What a stage dropped is found in that stage's own input, shard by shard. */
export async function inputRowsOf(
  store: ArtifactStore,
  scope: InputScope,
  input: StageInput,
  shard: number,
  options: CallOptions,
): Promise<readonly Row[]> {
  const place = { campaign: scope.campaign, round: input.round, stage: input.stage };
  const rows = await readers[input.take ?? 'rows'](store, scope, input, place, shard, options);
  return rows.filter((row) => takes(input, row));
}

type Reading = (
  store: ArtifactStore,
  scope: InputScope,
  input: StageInput,
  place: { readonly campaign: string; readonly round: number; readonly stage: string },
  shard: number,
  options: CallOptions,
) => Promise<readonly Row[]>;

const readKept: Reading = (store, { revision }, _, place, shard, options) =>
  readShardRows(store, place, shard, revision, options);

/** A line about a row as a row of its own: what was said of it, under the id of the row it was said of. */
const readRejects: Reading = async (store, { revision }, _, place, shard, options) => {
  const lines = await readShardRejects(store, place, shard, revision, options);
  return lines.map(({ parent, ...line }) => ({ ...line, id: parent, parents: [parent] }));
};

const droppedRows: Reading = async (store, scope, input, place, shard, options) => {
  const source = stagePlanOf(scope.plan, input, scope.recipeOptions)?.inputs['items'];
  if (!source) throw new Error(`what '${input.stage}' dropped can be read only where it is a map stage`);
  const rejects = await readShardRejects(store, place, shard, scope.revision, options);
  const dropped = new Set(
    rejects.filter(({ kind, unit }) => kind === 'dropped' && unit === undefined).map(({ parent }) => parent),
  );
  const rows = await inputRowsOf(store, scope, source, shard, options);
  return rows.filter(({ id }) => dropped.has(id));
};

const readers: Readonly<Record<NonNullable<StageInput['take']>, Reading>> = {
  rows: readKept,
  dropped: droppedRows,
  rejects: readRejects,
};

import type { Row } from '../../../recipes/item-program.ts';
import { takes, type StageInput } from '../../../recipes/plan.ts';
import { itemRejects, type StoredShard } from './stored-shard.ts';

/** The items of a committed shard, by what it was made from. */
export interface ExpectedInput {
  /** Names of the items in order: imported rows in lanes, input rows in a round with barriers. */
  readonly items: readonly string[];
  /** Which item an outcome is of. */
  readonly itemOf: (line: { readonly origin: string; readonly parent: string | undefined }) => string | undefined;
  /** The row an item's outcome must name as its parent. */
  readonly parentOf: (item: string) => string | undefined;
}

/** Lanes: the imported rows, each with its newest kept row of the rounds before (shard-input.ts). */
export function laneInput(seeds: readonly Row[], before: readonly Row[] | undefined): ExpectedInput {
  const newest = before && new Map(before.map((row) => [row.origin, row.id]));
  return { items: seeds.map(({ id }) => id), itemOf: ({ origin }) => origin, parentOf: (item) => newest?.get(item) };
}

/** A map stage of a round with barriers: the rows of its input, or those that it dropped. */
export function mapInput(rows: readonly Row[]): ExpectedInput {
  const known = new Set(rows.map(({ id }) => id));
  return {
    items: [...known],
    itemOf: ({ parent }) => parent,
    parentOf: (item) => (known.has(item) ? item : undefined),
  };
}

/** The rows of a shard that a stage's input takes; `source` is the input of the stage it takes them from. */
export function takenRows(
  input: StageInput,
  shard: StoredShard,
  source: readonly Row[] | undefined,
): Row[] | undefined {
  const dropped = new Set(
    itemRejects(shard.rejects)
      .filter(({ kind }) => kind === 'dropped')
      .map(({ parent }) => parent),
  );
  const rows = input.take === 'dropped' ? source?.filter(({ id }) => dropped.has(id)) : shard.rows;
  return rows?.filter((row) => takes(input, row));
}

import { posix } from 'node:path';
import type { RowFields } from '../../recipes/outcome.ts';
import type { Recipe, SeedRecord } from '../../recipes/recipe.ts';
import type { Identity } from '../campaigns/identity.ts';
import { readRecords } from './read-records.ts';
import { rowIds } from './row-ids.ts';

interface Group {
  /** Id of the first record about the image. */
  readonly first: string;
  readonly others: RowFields[];
}

/** What becomes of a record: its fields with those of all later records about its image, or the id of the row it went into. */
export type Placed = { readonly fields: RowFields } | { readonly mergedInto: string };
export type SameImage = (seed: Extract<SeedRecord, { ok: true }>, id: string) => Placed;

const keyOf = (image: string) => posix.normalize(image);

/**
 * Where the recipe merges records about one image: reads the seed file once to find them, by the image's path. Fields of all but the
 * first record of an image are held in memory.
 */
export async function findSameImages(seedFile: string, recipe: Recipe, identity: Identity): Promise<SameImage> {
  const merge = recipe.mergeSeeds?.(identity.options);
  if (!merge) return ({ fields }) => ({ fields });
  const groups = new Map<string, Group>();
  const idOf = rowIds(identity.root);
  let read = 0;
  for await (const record of readRecords(seedFile)) {
    if (read++ >= (identity.input.limit ?? Infinity)) break;
    const id = idOf(record);
    const seed = record.ok ? recipe.readSeed(record.value, identity.options) : undefined;
    if (!seed?.ok || seed.image === undefined) continue;
    const group = groups.get(keyOf(seed.image));
    if (group) group.others.push(seed.fields);
    else groups.set(keyOf(seed.image), { first: id, others: [] });
  }
  return ({ fields, image }, id) => {
    const group = image === undefined ? undefined : groups.get(keyOf(image));
    if (!group) return { fields };
    return group.first === id ? { fields: group.others.reduce(merge, fields) } : { mergedInto: group.first };
  };
}

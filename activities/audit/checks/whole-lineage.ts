import { hashOf } from '../../../recipes/sha256.ts';
import { wholeRowId } from '../../stage-runner/whole-row-id.ts';
import type { Finding } from './finding.ts';
import type { LineagePlace } from './lineage.ts';
import type { StoredShard } from './stored-shard.ts';

/** Rows of a stage with the same parents at most: a mix repeats a dataset a hundred times. */
const mostKin = 1000;

/**
 * Ids of a whole stage's rows: the hash of parents, place, and how many rows of the same parents came before (whole-row-id.ts), which
 * may stand in other shards. Or, as campaigns have it that were sealed by an older version, of parents, shard and place in it.
 */
export function checkWholeLineage({ commit, rows }: StoredShard, { root, round, stage }: LineagePlace): Finding[] {
  const seen = new Set<string>();
  return rows.flatMap(({ id, parents }, index): Finding[] => {
    const isNumbered = (): boolean => {
      for (let number = 0; number < mostKin; number++)
        if (wholeRowId({ root, parents, stage, round, number }) === id) return true;
      return false;
    };
    const wasPlaced = (): boolean =>
      hashOf([root, parents, stage, round, commit.shard, index]).slice(0, id.length) === id;
    const isNew = !seen.has(id);
    seen.add(id);
    if (isNew && id.length === 32 && (wasPlaced() || isNumbered())) return [];
    const wanted = wholeRowId({ root, parents, stage, round, number: 0 });
    return [{ code: 'row_id_mismatch', at: id, message: `should be ${wanted}, or that of a later row of its parents` }];
  });
}

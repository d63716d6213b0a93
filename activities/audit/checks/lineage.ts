import { hashOf } from '../../../recipes/sha256.ts';
import type { Finding } from './finding.ts';
import type { StoredShard } from './stored-shard.ts';

export interface LineagePlace {
  readonly root: string;
  readonly round: number;
  readonly stage: string;
}

/** Every row's parent is its item's newest kept row before this round, and its id the hash of parents and place (run-item.ts). */
export function checkLineage(
  { rows, rejects }: StoredShard,
  { root, round, stage }: LineagePlace,
  newestBefore: (origin: string) => string | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const indices = new Map<string, number>();
  for (const row of rows) {
    const index = indices.get(row.origin) ?? 0;
    indices.set(row.origin, index + 1);
    const id = hashOf([root, row.parents, stage, round, index]).slice(0, row.id.length);
    if (id !== row.id || row.id.length < shortestId)
      findings.push({ code: 'row_id_mismatch', at: row.id, message: `should be ${id}` });
    const parent = newestBefore(row.origin);
    if (parent !== undefined && (row.parents.length !== 1 || row.parents[0] !== parent)) {
      findings.push({
        code: 'parent_mismatch',
        at: row.id,
        message: `names ${row.parents.join(', ') || 'none'}, its input was ${parent}`,
      });
    }
  }
  for (const { origin, parent } of rejects) {
    const expected = newestBefore(origin);
    if (expected !== undefined && parent !== expected) {
      findings.push({
        code: 'parent_mismatch',
        at: origin,
        message: `the reject names ${parent}, its input was ${expected}`,
      });
    }
  }
  return findings;
}

/** Hex digits of a row id. */
const shortestId = 32;

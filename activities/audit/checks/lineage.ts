import { hashOf } from '../../../recipes/sha256.ts';
import type { ExpectedInput } from './expected-input.ts';
import type { Finding } from './finding.ts';
import type { StoredShard } from './stored-shard.ts';

export interface LineagePlace {
  readonly root: string;
  readonly round: number;
  readonly stage: string;
}

/** Hex digits of a row id. */
const shortestId = 32;

/** Every row's parent is its item's input row, and its id the hash of parents and place (run-item.ts). */
export function checkLineage(
  { rows, rejects }: StoredShard,
  { root, round, stage }: LineagePlace,
  input: ExpectedInput | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const indices = new Map<string, number>();
  const expected = (line: { readonly origin: string; readonly parent: string | undefined }): string | undefined => {
    const item = input?.itemOf(line);
    return item === undefined ? undefined : input?.parentOf(item);
  };
  for (const row of rows) {
    const [first] = row.parents;
    const index = indices.get(`${row.origin} ${first}`) ?? 0;
    indices.set(`${row.origin} ${first}`, index + 1);
    const id = hashOf([root, row.parents, stage, round, index]).slice(0, row.id.length);
    if (id !== row.id || row.id.length < shortestId)
      findings.push({ code: 'row_id_mismatch', at: row.id, message: `should be ${id}` });
    const parent = expected({ origin: row.origin, parent: first });
    if (parent !== undefined && (row.parents.length !== 1 || first !== parent)) {
      findings.push({
        code: 'parent_mismatch',
        at: row.id,
        message: `names ${row.parents.join(', ') || 'none'}, its input was ${parent}`,
      });
    }
  }
  for (const { origin, parent } of rejects) {
    const wanted = expected({ origin, parent });
    if (wanted !== undefined && parent !== wanted) {
      findings.push({
        code: 'parent_mismatch',
        at: origin,
        message: `the reject names ${parent}, its input was ${wanted}`,
      });
    }
  }
  return findings;
}

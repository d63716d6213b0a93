/** Every code an audit may report, with what it means. Stable: scripts match on them. */
export const problemCodes = {
  artifact_missing: 'rows or rejects that a commit names are not in the store',
  hash_mismatch: 'an object does not hash to its name, or has another length than its commit says',
  unreadable: 'an object cannot be read as what it is',
  commit_missing: 'a shard that must be committed has no commit',
  commit_unexpected: 'a commit of a shard that the stage does not have',
  manifest_missing: 'a stage that must be sealed has no manifest',
  manifest_mismatch: 'a manifest differs from the commits it lists, or from its own sums',
  counts_mismatch: 'the counts of a commit differ from its lines, or kept + dropped + failed is not total',
  total_mismatch: 'a shard or round has another number of items than the import kept',
  item_lost: 'an input item has no outcome',
  item_doubled: 'an input item has more than one outcome',
  item_unknown: 'an outcome belongs to no input item',
  row_order: 'rows do not stand in input order',
  row_id_mismatch: 'a row id is not the hash of its parents and place',
  parent_mismatch: 'a row names another parent than the newest kept row before it',
  answer_missing: 'a row or reject names a call that is in no journal',
  answer_mismatch: 'the journal has another answer for a call than the row names',
  answer_cut_short: 'a kept row rests on an answer that was cut short',
  image_missing: 'an image that a row shows is not in the store',
  image_mismatch: 'an image does not hash to its name',
  history_mismatch: 'workflow history reports another result than the store holds',
} as const satisfies Record<string, string>;
export type ProblemCode = keyof typeof problemCodes;

export interface Problem {
  readonly code: ProblemCode;
  /** Key of the object concerned, with the line or item after `#` where there is one. */
  readonly where: string;
  readonly message: string;
}

/** Problems kept in full; damage beyond it is only counted. */
const mostKept = 1_000;

export interface ProblemList {
  readonly kept: readonly Problem[];
  readonly count: () => number;
  readonly report: (code: ProblemCode, where: string, message: string) => void;
}

export function problemList(): ProblemList {
  const kept: Problem[] = [];
  let count = 0;
  return {
    kept,
    count: () => count,
    report(code, where, message) {
      count += 1;
      if (kept.length < mostKept) kept.push({ code, where, message });
    },
  };
}

import type { Row } from '../../../recipes/item-program.ts';
import type { Reject } from '../../artifacts/reject.ts';
import type { ShardCommit } from '../../artifacts/shard-commit.ts';

/** A committed shard with its lines read back. */
export interface StoredShard {
  readonly commit: ShardCommit;
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
}

/** Lines about whole items, not about parts of kept ones. */
export const itemRejects = (rejects: readonly Reject[]): readonly Reject[] =>
  rejects.filter(({ unit }) => unit === undefined);

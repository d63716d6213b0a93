import type { Row } from '../../recipes/item-program.ts';
import { hashOf } from '../../recipes/sha256.ts';
import type { StageFacts } from '../../recipes/stage-facts.ts';
import type { WholeLine } from '../../recipes/whole-stage.ts';
import { writeLines } from '../artifacts/dataset.ts';
import { noUsage } from '../artifacts/journal-reader.ts';
import type { Reject } from '../artifacts/reject.ts';
import { commitShard, readNewestCommit, type OutcomeCounts } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { kinship } from './kinship.ts';
import type { StageTask } from './stage-task.ts';
import { wholeRowId } from './whole-row-id.ts';

export interface StageWriterOptions extends CallOptions {
  readonly root: string;
  /** Lines of rows and rejects in a shard. */
  readonly shardItems: number;
  /** Named in the commits, for the audit. */
  readonly writer: string;
}

/** Writes what a whole stage says as committed shards. */
export interface StageWriter {
  take(line: WholeLine): Promise<void>;
  /** Commits the last shard. What is kept can be told only now, so it is counted there. */
  finish(inputs: number): Promise<{ readonly shards: number; readonly facts: StageFacts }>;
}

export function openStageWriter(
  store: ArtifactStore,
  { campaign, round, stage, revision }: StageTask,
  { root, shardItems, writer, ...options }: StageWriterOptions,
): StageWriter {
  const place = { campaign, round, stage };
  let rows: Row[] = [];
  let rejects: Reject[] = [];
  let shard = 0;
  let fallen = 0;
  let facts: StageFacts = {};
  const kin = kinship();

  /** The row's place is not in it: a row that a retry mends moves those behind it, and they are still the same rows. */
  function idOf(parents: readonly string[]): string {
    const numbered = (number: number): string => wholeRowId({ root, parents, stage, round, number });
    const first = numbered(0);
    const number = kin.earlier(first);
    return number === 0 ? first : numbered(number);
  }

  async function commit(kept: number): Promise<void> {
    const dropped = rejects.filter(({ kind }) => kind === 'dropped').length;
    const failed = rejects.length - dropped;
    const counts: OutcomeCounts = { total: kept + dropped + failed, kept, dropped, failed, rows: rows.length };
    const [rowsRef, rejectsRef] = await Promise.all([
      writeLines(store, place, 'rows', shard, rows, options),
      writeLines(store, place, 'rejects', shard, rejects, options),
    ]);
    const before = revision > 1 ? await readNewestCommit(store, place, shard, revision - 1, options) : undefined;
    const mine = { shard, counts, rows: rowsRef, rejects: rejectsRef };
    if (!before || !sameContent(before, mine)) {
      const winner = await commitShard(store, place, { v: 1, revision, usage: noUsage, writer, ...mine }, options);
      if (!sameContent(winner, mine))
        throw new Error(`round ${round} ${stage} shard ${shard} came out otherwise than in an earlier attempt`);
    }
    shard += 1;
    rows = [];
    rejects = [];
  }

  return {
    async take(line) {
      if (line.kind === 'facts') {
        facts = { ...facts, ...line.facts };
        return;
      }
      if (line.kind === 'row') {
        const parents = line.parents.map(({ id }) => id);
        const id = idOf(parents);
        rows.push({ ...line.fields, id, origin: line.parents[0]?.origin ?? id, parents, round, calls: [] });
      } else {
        const { kind, row, reason, detail } = line;
        const base = { origin: row.origin, parent: row.id, round, stage, kind, reason, calls: [] };
        rejects.push(detail ? { ...base, detail: { ...detail } } : base);
        fallen += 1;
      }
      if (rows.length + rejects.length >= shardItems) await commit(0);
    },
    async finish(inputs) {
      if (fallen > inputs)
        throw new Error(`round ${round} ${stage} rejected ${fallen} rows of ${inputs}: some of them twice`);
      await commit(inputs - fallen);
      return { shards: shard, facts };
    },
  };
}

function sameContent(
  a: { readonly counts: OutcomeCounts; readonly rows: { sha256: string }; readonly rejects: { sha256: string } },
  b: typeof a,
): boolean {
  return hashOf([a.counts, a.rows.sha256, a.rejects.sha256]) === hashOf([b.counts, b.rows.sha256, b.rejects.sha256]);
}

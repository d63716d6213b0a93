import type { StagePlan, StageRef } from '../../recipes/plan.ts';
import { firstRoundOf, type Decision } from '../campaigns/decisions.ts';
import { readLines } from '../artifacts/dataset.ts';
import { reject } from '../artifacts/reject.ts';
import { readCommit, readNewestCommit, type ShardCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { factsRevised } from '../stage-runner/read-facts.ts';
import type { ShardTask } from './shard-task.ts';

/** What a retry has to do with a shard. */
export type RevisionWork =
  | { readonly kind: 'unchanged'; readonly commit: ShardCommit }
  /** Items to ask anew; all others are answered from the journal. `before` is the commit that is revised, if there is one. */
  | { readonly kind: 'run'; readonly retried: ReadonlySet<string>; readonly before?: ShardCommit };

/**
 * A first run does the whole shard. A retry re-runs it where items of it failed in the rounds concerned, or where an earlier
 * round of it was revised; elsewhere the older commit goes on to count.
 */
export async function revisionWork(
  store: ArtifactStore,
  task: ShardTask,
  staged: StagePlan | undefined,
  decisions: readonly Decision[],
  options: CallOptions,
): Promise<RevisionWork> {
  const { campaign, stage, shard, revision, round } = task;
  if (revision === 1) return { kind: 'run', retried: new Set() };
  const place = { campaign, round, stage };
  const before = await readNewestCommit(store, place, shard, revision - 1, options);
  if (!before) return { kind: 'run', retried: new Set() };
  // Every item rests on the facts, so none is taken over; what asks the same again is answered from the journal.
  if (await factsRevised(store, task, staged, options)) return { kind: 'run', retried: new Set() };
  const concerned = round >= firstRoundOf(decisions, revision);
  const retried =
    concerned && before.counts.failed > 0 ? await failedItems(store, task, staged, before, options) : new Set<string>();
  const sources = staged ? Object.values(staged.inputs) : earlierRounds(task);
  if (retried.size === 0 && !(await inputRevised(store, task, sources, options)))
    return { kind: 'unchanged', commit: before };
  return { kind: 'run', retried, before };
}

async function failedItems(
  store: ArtifactStore,
  { campaign, round, stage, shard }: ShardTask,
  staged: StagePlan | undefined,
  before: ShardCommit,
  options: CallOptions,
): Promise<Set<string>> {
  const lines = await readLines(store, { campaign, round, stage }, 'rejects', shard, before.rejects.sha256, options);
  return new Set(
    lines
      .map((line) => reject.parse(line))
      .filter(({ kind, unit }) => kind === 'failed' && unit === undefined)
      .map(({ origin, parent }) => (staged ? parent : origin)),
  );
}

const earlierRounds = ({ round, stage }: ShardTask): readonly StageRef[] =>
  Array.from({ length: round - 1 }, (_, i) => ({ round: i + 1, stage }));

async function inputRevised(
  store: ArtifactStore,
  { campaign, shard, revision }: ShardTask,
  sources: readonly StageRef[],
  options: CallOptions,
): Promise<boolean> {
  for (const { round, stage } of sources)
    if (await readCommit(store, { campaign, round, stage }, shard, revision, options)) return true;
  return false;
}

import { inParallel } from '../status/in-parallel.ts';
import type { RunSummary } from './audit-result.ts';
import { digestHistory } from './digest-history.ts';
import type { SealActivity } from './recorded-activity.ts';
import type { RunRef, RunSource } from './run-source.ts';
import type { ShardActivity } from './shard-activity.ts';

export interface CampaignRuns {
  /** By start. */
  readonly runs: readonly RunSummary[];
  /** Run ids whose history was read. */
  readonly known: ReadonlySet<string>;
  /** Runs that other runs name but Temporal no longer has. */
  readonly gone: readonly RunRef[];
  readonly shards: ReadonlyMap<number, readonly ShardActivity[]>;
  readonly seals: readonly SealActivity[];
}

export const noRuns: CampaignRuns = { runs: [], known: new Set(), gone: [], shards: new Map(), seals: [] };

/** Histories fetched at once; each is at most some megabytes. */
const historiesAtOnce = 4;

/**
 * Reads the history of every run of a campaign: those visibility lists, and those the histories name (continued runs,
 * children) that it does not list yet.
 */
export async function collectRuns(
  source: RunSource,
  onProgress?: (done: number, total: number) => void,
): Promise<CampaignRuns> {
  const runs = new Map<string, RunSummary>();
  const gone: RunRef[] = [];
  const seen = new Set<string>();
  const shards = new Map<number, ShardActivity[]>();
  const seals: SealActivity[] = [];
  let waiting: RunRef[] = [];
  for await (const run of source.list()) {
    runs.set(run.runId, run);
    seen.add(run.runId);
    waiting.push(run);
  }
  const read = async (ref: RunRef): Promise<void> => {
    const listed = runs.get(ref.runId);
    const described = listed && listed.closedAt !== null ? undefined : await source.describe(ref);
    const summary = described?.summary ?? listed;
    const history = summary && (await source.history(ref));
    if (!summary || !history) {
      runs.delete(ref.runId);
      gone.push(ref);
      return;
    }
    runs.set(ref.runId, summary);
    const digest = digestHistory(ref, history, described?.pending);
    for (const activity of digest.shards) shards.set(activity.shard, [...(shards.get(activity.shard) ?? []), activity]);
    seals.push(...digest.seals);
    for (const link of digest.links) {
      if (seen.has(link.runId)) continue;
      seen.add(link.runId);
      waiting.push(link);
    }
    onProgress?.(runs.size, seen.size);
  };
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    await inParallel(batch, historiesAtOnce, read);
  }
  const ordered = [...runs.values()].sort((a, b) =>
    a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0,
  );
  return { runs: ordered, known: new Set(runs.keys()), gone, shards, seals };
}

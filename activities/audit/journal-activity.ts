import type { Journal } from '../artifacts/journal-reader.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import type { ShardCommit } from '../artifacts/shard-commit.ts';
import type { StoredObject } from '../artifacts/store.ts';
import { parseWriter, type ShardActivity, type WriterName } from './shard-activity.ts';

/** Names of the writers that left segments or a commit of a shard. */
export function writersOf(segments: readonly StoredObject[], commits: readonly ShardCommit[]): Set<string> {
  const named = segments.flatMap(({ key }) => /([^/]+)-\d{6}\.jsonl$/.exec(key)?.[1] ?? []);
  return new Set([...named, ...commits.map(({ writer }) => writer)]);
}

/**
 * What the journal tells of a shard's attempts: an attempt's number says how many there were before it, an entry's time when
 * a run was at work. Without a journal read there are no times.
 */
export function journalActivities(
  place: StagePlace,
  shard: number,
  writers: Iterable<string>,
  journal: Journal | undefined,
): ShardActivity[] {
  const activities = new Map<string, WriterName>();
  for (const writer of writers) {
    const named = parseWriter(writer);
    if (!named) continue;
    const key = `${named.run} ${named.activity}`;
    if (named.attempt >= (activities.get(key)?.attempt ?? 0)) activities.set(key, named);
  }
  const times = timesByRun(journal);
  return [...activities.values()].map(({ revision, run, activity, attempt }) => ({
    round: place.round,
    stage: place.stage,
    shard,
    run,
    activity,
    revision,
    attempts: attempt,
    failures: [],
    ...times.get(run),
  }));
}

function timesByRun(
  journal: Journal | undefined,
): Map<string, { readonly startedAt: number; readonly endedAt: number }> {
  const times = new Map<string, { readonly startedAt: number; readonly endedAt: number }>();
  for (const { run, at, latencyMs } of journal?.all ?? []) {
    const ended = Date.parse(at);
    const before = times.get(run);
    times.set(run, {
      startedAt: Math.min(ended - latencyMs, before?.startedAt ?? Infinity),
      endedAt: Math.max(ended, before?.endedAt ?? -Infinity),
    });
  }
  return times;
}

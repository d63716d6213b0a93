import { inheritedAnswers, type Ancestor } from '../campaigns/ancestry.ts';
import { readJournal, type Journal } from '../artifacts/journal-reader.ts';
import { journalPrefix, rejectsKey, rowsKey, samePlace, type StagePlace } from '../artifacts/keys.ts';
import type { ShardCommit } from '../artifacts/shard-commit.ts';
import type { StoredObject } from '../artifacts/store.ts';
import type { JournalEntry } from '../artifacts/journal-entry.ts';
import { MmsynthError } from '../errors.ts';
import { checkPresence } from './checks/presence.ts';
import type { CampaignRuns } from './collect-runs.ts';
import { journalActivities, writersOf } from './journal-activity.ts';
import { readStoredCommit } from './read-stored-shard.ts';
import { joinActivities, parseWriter } from './shard-activity.ts';
import type { ShardInventory, StageObjects } from './shard-inventory.ts';
import type { StageAudit } from './stage-audit.ts';
import { verifyShard, type VerifyDependencies } from './verify-shard.ts';

export interface ShardAuditDependencies extends VerifyDependencies {
  /** The import first. */
  readonly stages: readonly StageAudit[];
  readonly runs: CampaignRuns;
  readonly verify: boolean;
  readonly live: boolean;
  /** Shards a stage should have, by stage. */
  readonly expected: readonly (number | undefined)[];
  readonly lanes: boolean;
  readonly onAnswer: (entry: JournalEntry) => void;
  readonly onBoughtTwice: (entries: number) => void;
  /** Of a fork: the campaigns that paid for answers it rests on. */
  readonly ancestors: readonly Ancestor[];
  readonly onOrphan: (object: StoredObject) => void;
  /** A run that wrote to the store. */
  readonly onRun: (run: string) => void;
}

/** Audits one shard through all stages: attempts, doubles, orphans, and with `verify` every line. */
export async function auditShard(
  { shard, stages: objects }: ShardInventory,
  deps: ShardAuditDependencies,
): Promise<void> {
  const { problems, runs, stages } = deps;
  const history = runs.shards.get(shard) ?? [];
  const atStages = [];
  for (const [at, stage] of stages.entries()) {
    const there = objects[at] as StageObjects;
    const { place } = stage;
    const commits = await readCommits(deps, there);
    const writers = writersOf(there.journal, commits);
    for (const writer of writers) {
      const named = parseWriter(writer);
      if (named) deps.onRun(named.run);
    }
    const journal = needsJournal(deps, writers) ? await journalOf(place, shard, there, deps) : undefined;
    if (journal) {
      journal.all.forEach(deps.onAnswer);
      deps.onBoughtTwice(journal.all.length - journal.entries.size);
    }
    const known = history.filter((activity) => samePlace(activity, place));
    const activities = joinActivities(known, journalActivities(place, shard, writers, journal));
    stage.add(commits.at(-1), activities);
    if (!deps.live) orphansOf(place, shard, there, commits).forEach(deps.onOrphan);
    atStages.push({ place, commits, journal: await withInherited(journal, place, shard, deps), activities });
  }
  checkPresence(
    {
      ...deps,
      shard,
      places: stages.map(({ place }) => place),
      committed: atStages.map(({ commits }) => commits.map(({ revision }) => revision)),
      activities: history,
    },
    problems,
  );
  if (deps.verify) await verifyShard(shard, atStages, deps);
}

/** Only two writers can have bought an answer twice; only journals know the times of runs that history lost. */
function needsJournal({ verify, runs }: ShardAuditDependencies, writers: ReadonlySet<string>): boolean {
  return verify || writers.size > 1 || [...writers].some((writer) => !runs.known.has(parseWriter(writer)?.run ?? ''));
}

async function readCommits(
  { store, problems }: ShardAuditDependencies,
  { commits }: StageObjects,
): Promise<ShardCommit[]> {
  const read = await Promise.all(commits.map(({ key }) => readStoredCommit(store, key, problems)));
  return read.filter((commit) => commit !== undefined).sort((a, b) => a.revision - b.revision);
}

/** Segments are listed again: while the campaign runs, the listing may be older than the commit. */
async function journalOf(
  place: StagePlace,
  shard: number,
  { journal }: StageObjects,
  { store, live, problems }: ShardAuditDependencies,
): Promise<Journal | undefined> {
  if (journal.length === 0 && !live) return { entries: new Map(), all: [] };
  try {
    return await readJournal(store, place, shard);
  } catch (error) {
    if (!(error instanceof MmsynthError) || error.code !== 'artifact_damaged') throw error;
    return void problems.report(
      'unreadable',
      journalPrefix(place, shard),
      'a segment holds a line that is not a journal entry',
    );
  }
}

async function withInherited(
  journal: Journal | undefined,
  place: StagePlace,
  shard: number,
  { store, ancestors }: ShardAuditDependencies,
): Promise<Journal | undefined> {
  if (!journal || ancestors.length === 0) return journal;
  const inherited = await inheritedAnswers(store, ancestors, place, shard);
  return { entries: journal.entries, all: [...journal.all, ...inherited.values()] };
}

function orphansOf(
  place: StagePlace,
  shard: number,
  { rows, rejects }: StageObjects,
  commits: readonly ShardCommit[],
): StoredObject[] {
  const named = new Set(
    commits.flatMap((commit) => [
      rowsKey(place, shard, commit.rows.sha256),
      rejectsKey(place, shard, commit.rejects.sha256),
    ]),
  );
  return [...rows, ...rejects].filter(({ key }) => !named.has(key));
}

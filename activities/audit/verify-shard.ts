import type { Row } from '../../recipes/item-program.ts';
import type { Journal } from '../artifacts/journal-reader.ts';
import { commitKey, samePlace, type StagePlace } from '../artifacts/keys.ts';
import type { ShardCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { StageManifest } from './campaign-objects.ts';
import { checkCalls, indexAnswers, type AnswerIndex } from './checks/calls.ts';
import { checkConservation, checkImported } from './checks/conservation.ts';
import { checkCounts } from './checks/counts.ts';
import type { Finding } from './checks/finding.ts';
import { checkHistory } from './checks/history.ts';
import { checkImage, imagesOf } from './checks/images.ts';
import { checkLineage } from './checks/lineage.ts';
import { checkManifestShard } from './checks/manifests.ts';
import type { StoredShard } from './checks/stored-shard.ts';
import type { ProblemList } from './problem.ts';
import { readStoredShard } from './read-stored-shard.ts';
import type { ShardActivity } from './shard-activity.ts';

export interface VerifyDependencies {
  readonly store: ArtifactStore;
  /** Campaign whose name is in the row ids. */
  readonly root: string;
  readonly manifests: readonly StageManifest[];
  readonly problems: ProblemList;
}

/** What is known of a shard at one stage before its lines are read. */
export interface ShardAtStage {
  readonly place: StagePlace;
  /** By revision. */
  readonly commits: readonly ShardCommit[];
  readonly journal: Journal | undefined;
  readonly activities: readonly ShardActivity[];
}

/** Checks all that is committed of one shard, through all rounds (the import first) and revisions. Holds one shard in memory. */
export async function verifyShard(
  shard: number,
  stages: readonly ShardAtStage[],
  deps: VerifyDependencies,
): Promise<void> {
  const { store, problems } = deps;
  const images = new Set<string>();
  const read: StoredShard[][] = [];
  for (const { place, commits, journal, activities } of stages) {
    for (const sealed of deps.manifests) {
      const line = samePlace(sealed.place, place) ? sealed.manifest.shards[shard] : undefined;
      if (line) report(problems, sealed.key, checkManifestShard(line, sealed.manifest.revision, commits));
    }
    report(problems, commitKey(place, shard, 1), checkHistory(activities, commits));
    const answers = journal && indexAnswers(journal.all);
    const shards: StoredShard[] = [];
    read.push(shards);
    for (const commit of commits) {
      const stored = await readStoredShard(store, place, commit, problems);
      if (!stored) continue;
      shards.push(stored);
      for (const image of imagesOf(stored.rows)) images.add(image);
      report(problems, commitKey(place, shard, commit.revision), findingsOf(stored, place, read, answers, deps.root));
    }
  }
  for (const image of images) report(problems, `shard ${shard}`, await checkImage(store, image));
}

function findingsOf(
  stored: StoredShard,
  place: StagePlace,
  read: readonly (readonly StoredShard[])[],
  answers: AnswerIndex | undefined,
  root: string,
): Finding[] {
  if (place.round === 0) return [...checkCounts(stored), ...checkImported(stored)];
  const before = read
    .slice(0, -1)
    .map((shards) => shards.filter(({ commit }) => commit.revision <= stored.commit.revision).at(-1)?.rows);
  const seeds = before[0];
  const newest = before.every((rows) => rows !== undefined) ? newestRows(before.flat()) : undefined;
  return [
    ...checkCounts(stored),
    ...(seeds
      ? checkConservation(
          stored,
          seeds.map(({ id }) => id),
        )
      : []),
    ...checkLineage(stored, { root, ...place }, (origin) => newest?.get(origin)),
    ...(answers ? checkCalls(stored, answers) : []),
  ];
}

/** The newest kept row of each item, as the shard runner chooses it (shard-input.ts). */
const newestRows = (rows: readonly (Row | undefined)[]): Map<string, string> =>
  new Map(rows.flatMap((row) => (row ? [[row.origin, row.id] as const] : [])));

function report(problems: ProblemList, key: string, findings: readonly Finding[]): void {
  for (const { code, at, message } of findings) problems.report(code, at === undefined ? key : `${key}#${at}`, message);
}

import type { Row } from '../../recipes/item-program.ts';
import type { StageInput } from '../../recipes/plan.ts';
import type { Journal } from '../artifacts/journal-reader.ts';
import { commitKey, samePlace } from '../artifacts/keys.ts';
import type { ShardCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { StageManifest } from './campaign-objects.ts';
import { checkCalls, indexAnswers, type AnswerIndex } from './checks/calls.ts';
import { checkConservation, checkImported } from './checks/conservation.ts';
import { checkCounts } from './checks/counts.ts';
import type { Finding } from './checks/finding.ts';
import { checkHistory } from './checks/history.ts';
import { checkImage, imagesOf } from './checks/images.ts';
import { laneInput, mapInput, takenRows, type ExpectedInput } from './checks/expected-input.ts';
import { checkLineage } from './checks/lineage.ts';
import { checkManifestShard } from './checks/manifests.ts';
import type { StoredShard } from './checks/stored-shard.ts';
import { checkWholeLineage } from './checks/whole-lineage.ts';
import type { ProblemList } from './problem.ts';
import { readStoredShard } from './read-stored-shard.ts';
import type { ShardActivity } from './shard-activity.ts';
import type { AuditedPlace } from './stage-nature.ts';

export interface VerifyDependencies {
  readonly store: ArtifactStore;
  /** Campaign whose name is in the row ids. */
  readonly root: string;
  readonly manifests: readonly StageManifest[];
  readonly problems: ProblemList;
}

/** What is known of a shard at one stage before its lines are read. */
export interface ShardAtStage {
  readonly place: AuditedPlace;
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
  const read: ReadStage[] = [];
  for (const { place, commits, journal, activities } of stages) {
    for (const sealed of deps.manifests) {
      const line = samePlace(sealed.place, place) ? sealed.manifest.shards[shard] : undefined;
      if (line) report(problems, sealed.key, checkManifestShard(line, sealed.manifest.revision, commits));
    }
    report(problems, commitKey(place, shard, 1), checkHistory(activities, commits));
    const answers = journal && indexAnswers(journal.all);
    const shards: StoredShard[] = [];
    read.push({ place, shards });
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

/** What has been read of the shard so far, stage after stage. */
interface ReadStage {
  readonly place: AuditedPlace;
  readonly shards: StoredShard[];
}

const atRevision = ({ shards }: ReadStage, revision: number): StoredShard | undefined =>
  shards.filter(({ commit }) => commit.revision <= revision).at(-1);

function findingsOf(
  stored: StoredShard,
  { nature, ...place }: AuditedPlace,
  read: readonly ReadStage[],
  answers: AnswerIndex | undefined,
  root: string,
): Finding[] {
  if (nature.kind === 'import') return [...checkCounts(stored), ...checkImported(stored)];
  if (nature.kind === 'whole')
    return [...checkCounts(stored, 'as a whole'), ...checkWholeLineage(stored, { root, ...place })];
  const { revision } = stored.commit;
  const input = nature.kind === 'lane' ? lanesBefore(read, revision) : inputOfMap(nature.input, read, revision);
  return [
    ...checkCounts(stored),
    ...(input ? checkConservation(stored, input) : []),
    ...checkLineage(stored, { root, ...place }, input),
    ...(answers ? checkCalls(stored, answers, nature.kind === 'map' ? nature.cutShort : 'resample') : []),
  ];
}

function lanesBefore(read: readonly ReadStage[], revision: number): ExpectedInput | undefined {
  const before = read.slice(0, -1).map((stage) => atRevision(stage, revision)?.rows);
  const [seeds] = before;
  const rows = before.flatMap((known) => known ?? []);
  return seeds && laneInput(seeds, before.every((known) => known !== undefined) ? rows : undefined);
}

function inputOfMap(input: StageInput, read: readonly ReadStage[], revision: number): ExpectedInput | undefined {
  const rows = rowsTaken(input, read, revision);
  return rows && mapInput(rows);
}

function rowsTaken(input: StageInput, read: readonly ReadStage[], revision: number): readonly Row[] | undefined {
  const source = read.find(({ place }) => samePlace(place, input));
  const shard = source && atRevision(source, revision);
  if (!source || !shard) return undefined;
  const { nature } = source.place;
  return takenRows(input, shard, nature.kind === 'map' ? rowsTaken(nature.input, read, revision) : undefined);
}

function report(problems: ProblemList, key: string, findings: readonly Finding[]): void {
  for (const { code, at, message } of findings) problems.report(code, at === undefined ? key : `${key}#${at}`, message);
}

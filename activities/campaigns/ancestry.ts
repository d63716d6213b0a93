import type { JournalEntry } from '../artifacts/journal-entry.ts';
import { readJournal } from '../artifacts/journal-reader.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import { readNewestCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { preferredAnswers } from '../shard-runner/preferred-answers.ts';
import { readIdentity, type Identity } from './identity.ts';

/** A campaign whose journal is read too, nearest first, at the revision that was forked from. */
export interface Ancestor {
  readonly campaign: string;
  readonly revision: number;
}

/** The campaigns a fork comes from. */
export async function ancestorsOf(
  store: ArtifactStore,
  { parent }: Identity,
  options?: CallOptions,
): Promise<readonly Ancestor[]> {
  if (!parent) return [];
  const identity = await readIdentity(store, parent.campaign, options);
  const further = identity ? await ancestorsOf(store, identity, options) : [];
  return [{ campaign: parent.campaign, revision: parent.revision }, ...further];
}

/** Answers of a shard that its ancestors have paid for; the nearest one's counts, and of each the one its commit names. */
export async function inheritedAnswers(
  store: ArtifactStore,
  ancestors: readonly Ancestor[],
  { round, stage }: StagePlace,
  shard: number,
  options: CallOptions = {},
): Promise<ReadonlyMap<string, JournalEntry>> {
  const inherited = new Map<string, JournalEntry>();
  for (const { campaign, revision } of ancestors) {
    const place = { campaign, round, stage };
    const [journal, commit] = await Promise.all([
      readJournal(store, place, shard, options),
      readNewestCommit(store, place, shard, revision, options),
    ]);
    const answers = await preferredAnswers(store, place, shard, journal, commit, options);
    for (const [key, entry] of answers) if (!inherited.has(key)) inherited.set(key, entry);
  }
  return inherited;
}

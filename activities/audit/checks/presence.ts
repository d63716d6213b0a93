import { commitKey, samePlace, type StagePlace } from '../../artifacts/keys.ts';
import type { StageManifest } from '../campaign-objects.ts';
import type { ProblemList } from '../problem.ts';
import type { ShardActivity } from '../shard-activity.ts';

export interface PresenceOf {
  readonly shard: number;
  readonly places: readonly StagePlace[];
  /** Revisions with a commit, by stage. */
  readonly committed: readonly (readonly number[])[];
  readonly manifests: readonly StageManifest[];
  readonly activities: readonly ShardActivity[];
  /** Shards a stage should have, by stage; undefined while its input is not sealed. */
  readonly expected: readonly (number | undefined)[];
  /** Each shard of a stage is made from the same shard of the stages before it. */
  readonly lanes: boolean;
  /** Commits may be arriving between two listings. */
  readonly live: boolean;
}

/** A commit must be there where a manifest lists it, history saw the shard done, or a later round builds on it. */
export function checkPresence(of: PresenceOf, { report }: ProblemList): void {
  const { shard, places, committed } = of;
  for (const [at, place] of places.entries()) {
    const revisions = committed[at] ?? [];
    const expected = of.expected[at];
    const missing = (why: string, revision = 1): void =>
      report('commit_missing', commitKey(place, shard, revision), why);
    if (expected !== undefined && shard >= expected) {
      if (revisions[0] !== undefined)
        report('commit_unexpected', commitKey(place, shard, revisions[0]), `the stage has ${expected} shards`);
      continue;
    }
    const listed = of.manifests
      .filter((sealed) => samePlace(sealed.place, place))
      .flatMap(({ manifest }) => manifest.shards[shard]?.revision ?? []);
    const gone = [...new Set(listed)].filter((revision) => !revisions.includes(revision));
    if (gone.length > 0) for (const revision of gone) missing('is listed by a manifest', revision);
    else if (
      revisions.length === 0 &&
      of.activities.some((activity) => samePlace(activity, place) && activity.counts)
    ) {
      missing('history says the shard was done');
    } else if (
      revisions.length === 0 &&
      of.lanes &&
      !of.live &&
      committed.slice(at + 1).some((later) => later.length > 0)
    ) {
      missing('a later round builds on it');
    }
  }
}

import { readLines, writeLines } from '../../../activities/artifacts/dataset.ts';
import { commitKey, manifestKey } from '../../../activities/artifacts/keys.ts';
import { sealStage } from '../../../activities/artifacts/manifest.ts';
import {
  commitShard,
  readCommit,
  type OutcomeCounts,
  type ShardCommit,
} from '../../../activities/artifacts/shard-commit.ts';
import type { Reject } from '../../../activities/artifacts/reject.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { shards, type EvolvedCampaign } from './evolved-campaign.ts';

export const placeOf = ({ campaign }: EvolvedCampaign, round: number) => ({
  campaign,
  round,
  stage: round === 0 ? 'import' : 'evolve',
});

export interface Forged {
  readonly rows?: (rows: Row[]) => Row[];
  readonly rejects?: (rejects: Reject[]) => Reject[];
  readonly counts?: (counts: OutcomeCounts) => Partial<OutcomeCounts>;
  /** Seal again, so that the manifest agrees with the forgery. @default true */
  readonly sealed?: boolean;
}

/** Rewrites a committed shard so that hashes and manifest agree with it again: what is wrong then is in the lines. */
export async function forge(evolved: EvolvedCampaign, round: number, shard: number, forged: Forged): Promise<void> {
  const { store } = evolved;
  const place = placeOf(evolved, round);
  const commit = (await readCommit(store, place, shard, 1)) as ShardCommit;
  const rows = (await readLines(store, place, 'rows', shard, commit.rows.sha256)) as Row[];
  const rejects = (await readLines(store, place, 'rejects', shard, commit.rejects.sha256)) as Reject[];
  store.objects.delete(commitKey(place, shard, 1));
  await commitShard(store, place, {
    ...commit,
    counts: { ...commit.counts, ...forged.counts?.(commit.counts) },
    rows: await writeLines(store, place, 'rows', shard, forged.rows?.(rows) ?? rows),
    rejects: await writeLines(store, place, 'rejects', shard, forged.rejects?.(rejects) ?? rejects),
  });
  if (forged.sealed === false) return;
  store.objects.delete(manifestKey(place, 1));
  await sealStage(store, place, shards, 1);
}

/** The first key that holds a text. */
export function keyWith({ store }: EvolvedCampaign, text: string): string {
  const key = [...store.objects.keys()].sort().find((name) => name.includes(text));
  if (key === undefined) throw new Error(`no key holds ${text}`);
  return key;
}

/** Changes the bytes of an object in place, as no one may. */
export function overwrite(evolved: EvolvedCampaign, key: string, change: (text: string) => string): void {
  evolved.store.objects.set(key, Buffer.from(change(evolved.store.objects.get(key)?.toString('utf8') ?? '')));
}

import { readLines, writeLines } from '../artifacts/dataset.ts';
import { noUsage } from '../artifacts/journal-reader.ts';
import { readNewestManifest, sealStage } from '../artifacts/manifest.ts';
import { commitShard } from '../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { MmsynthError } from '../errors.ts';

export interface RoundsToInherit {
  readonly from: { readonly campaign: string; readonly revision: number };
  readonly to: string;
  /** Stages in order: `import` of round 0 first. */
  readonly stages: readonly { readonly round: number; readonly stage: string }[];
  readonly onShard?: (done: number, total: number) => void;
}

/** Takes sealed stages of a campaign over into a fork, as they count at a revision: same rows, same rejects, nothing bought. */
export async function inheritRounds(
  store: ArtifactStore,
  { from, to, stages, onShard }: RoundsToInherit,
): Promise<void> {
  for (const { round, stage } of stages) {
    const source = { campaign: from.campaign, round, stage };
    const target = { campaign: to, round, stage };
    const sealed = await readNewestManifest(store, source, from.revision);
    if (!sealed) {
      throw new MmsynthError(
        'campaign_running',
        `round ${round} of campaign '${from.campaign}' is not sealed, so it cannot be forked from; \`mmsynth resume ${from.campaign}\` first.`,
      );
    }
    for (const [done, { shard, counts, rows, rejects }] of sealed.shards.entries()) {
      const copy = async (kind: 'rows' | 'rejects', hash: string) =>
        writeLines(store, target, kind, shard, await readLines(store, source, kind, shard, hash));
      const [keptRows, keptRejects] = await Promise.all([copy('rows', rows), copy('rejects', rejects)]);
      const writer = `fork of ${from.campaign}`;
      await commitShard(store, target, {
        v: 1,
        shard,
        revision: 1,
        counts,
        rows: keptRows,
        rejects: keptRejects,
        usage: noUsage,
        writer,
      });
      onShard?.(done + 1, sealed.shards.length);
    }
    const { facts } = sealed;
    await sealStage(store, target, sealed.shards.length, 1, facts ? { facts } : {});
  }
}

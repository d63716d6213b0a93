import { z } from 'zod';
import { row } from '../../recipes/item-program.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import { readCommittedCampaign } from '../../activities/export/committed-campaign.ts';
import { readShardContents } from '../../activities/export/shard-contents.ts';

export interface Outcomes {
  /** Ids of the records that were released, as the dataset has them. */
  readonly released: ReadonlySet<string>;
  /** Why each of the others fell. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Those of them that code had let through, and a judge's answer made fall. */
  readonly byJudge: ReadonlySet<string>;
}

const sourced = row.extend({ source_id: z.string() });

/** What became of each record of a curated dataset, by its own id. */
export async function readOutcomes(store: ArtifactStore, campaign: string): Promise<Outcomes> {
  const released = new Set<string>();
  const reasons = new Map<string, string>();
  const idOf = new Map<string, string>();
  const byJudge = new Set<string>();
  const fell: { readonly origin: string; readonly reason: string; readonly judged: boolean }[] = [];
  const found = await readCommittedCampaign(store, campaign);
  for await (const { imported, stages } of readShardContents(store, found)) {
    for (const seed of imported.rows) idOf.set(seed.id, sourced.parse(seed).source_id);
    for (const { reason, detail } of imported.rejects) reasons.set(String(detail?.['label']), reason);
    for (const { stage, rows, rejects } of stages) {
      if (stage === 'release') for (const one of rows) released.add(sourced.parse(one).source_id);
      // What `flag` sets aside falls in `release`, if at all; the rule that set it aside says more.
      if (stage !== 'release')
        fell.push(
          ...rejects.map(({ origin, reason }) => ({
            origin,
            reason,
            judged: stage === 'judge' || reason === 'repetition',
          })),
        );
    }
  }
  for (const { origin, reason, judged } of fell) {
    const id = idOf.get(origin) ?? origin;
    if (released.has(id)) continue;
    reasons.set(id, reason);
    if (judged) byJudge.add(id);
  }
  return { released, reasons, byJudge };
}

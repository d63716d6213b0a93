import { addUsage, noUsage, readJournal } from '../artifacts/journal-reader.ts';
import { readCommit, type Usage } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { readCommittedCampaign, type CommittedCampaign } from '../export/committed-campaign.ts';
import { readShardContents } from '../export/shard-contents.ts';
import { createRejectTally } from './reject-tally.ts';
import type { ReportSection } from './section.ts';
import { recipeReports } from './sections.ts';
import { summarise, type ReportSummary } from './summary.ts';

/** Commits read at once. */
const readAhead = 32;

async function usageOfStages(
  store: ArtifactStore,
  { stages }: CommittedCampaign,
  options?: CallOptions,
): Promise<Usage> {
  const commits = stages.flatMap(({ place, shards }) =>
    shards.map(({ shard, revision }) => ({ place, shard, revision })),
  );
  let sum = noUsage;
  for (let from = 0; from < commits.length; from += readAhead) {
    const batch = commits.slice(from, from + readAhead);
    const found = await Promise.all(
      batch.map(({ place, shard, revision }) => readCommit(store, place, shard, revision, options)),
    );
    sum = found.reduce((total, commit) => (commit ? addUsage(total, commit.usage) : total), sum);
  }
  return sum;
}

export interface Gathered {
  readonly summary: ReportSummary;
  readonly section: ReportSection;
}

/** Goes through a campaign once, shard after shard. Throws `campaign_not_found`. */
export async function gather(
  store: ArtifactStore,
  campaign: string,
  cards: number,
  options?: CallOptions,
): Promise<Gathered> {
  const found = await readCommittedCampaign(store, campaign, options);
  const recipe = recipeReports[found.identity.recipe];
  const section = recipe.open(found, cards);
  const rejects = createRejectTally((line) => recipe.example(line));
  for await (const shard of readShardContents(store, found, options)) {
    section.add(shard);
    for (const { rejects: lines } of [shard.imported, ...shard.stages]) rejects.add(lines);
  }
  if (section.paid)
    for (const { place, shards } of found.stages)
      for (const { shard } of shards)
        for (const entry of (await readJournal(store, place, shard, options)).all) section.paid(place.stage, entry);
  const usage = await usageOfStages(store, found, options);
  return { summary: summarise(found, { usage, rejects: rejects.counts(), figures: section.figures() }), section };
}

import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { readNewestManifest, type Manifest } from '../artifacts/manifest.ts';
import { newestRevision, readDecisions } from '../campaigns/decisions.ts';

/** A sealed release of a series, in its newest revision. */
export interface SealedRelease {
  readonly campaign: string;
  readonly revision: number;
  readonly manifest: Manifest;
}

/** Campaign of a series' release of a month: `<series>-202604`. */
export const releaseCampaign = (series: string, version: string): string => `${series}-${version}`;

const isOfSeries = (campaign: string, series: string): boolean =>
  campaign === series || (campaign.startsWith(`${series}-`) && /^\d{6}$/u.test(campaign.slice(series.length + 1)));

/** The release a campaign has sealed; undefined where it is not through. */
export async function readRelease(
  store: ArtifactStore,
  campaign: string,
  options?: CallOptions,
): Promise<SealedRelease | undefined> {
  const revision = newestRevision(await readDecisions(store, campaign, options));
  const manifest = await readNewestManifest(store, { campaign, round: 1, stage: 'release' }, revision, options);
  return manifest && { campaign, revision, manifest };
}

/** The newest sealed release of a series: its first campaign, or one that its schedule made. */
export async function newestRelease(
  store: ArtifactStore,
  series: string,
  options?: CallOptions,
): Promise<SealedRelease | undefined> {
  const campaigns: string[] = [];
  for await (const name of store.listFolders('campaigns/')) if (isOfSeries(name, series)) campaigns.push(name);
  for (const campaign of campaigns.toSorted().toReversed()) {
    const release = await readRelease(store, campaign, options);
    if (release) return release;
  }
  return undefined;
}

import { dueClasses } from '../../recipes/dynvqa/refresh/policy.ts';
import { dynvqaOptions } from '../../recipes/dynvqa/options.ts';
import { hashOf } from '../../recipes/sha256.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { claimIdentity, readIdentity, type Identity } from '../campaigns/identity.ts';
import { changeOperations, newestOperations, readOperations } from '../campaigns/operations.ts';
import { MmsynthError } from '../errors.ts';
import { importRelease } from './import-release.ts';
import { newestRelease, readRelease, releaseCampaign } from './release-series.ts';

export interface RefreshDue {
  /** The refresh campaign whose options, models and operations later ones take over. */
  readonly series: string;
  /** Time the refresh was due, ISO 8601. */
  readonly at: string;
}

/** What a workflow needs to run the refresh: names and numbers. `done`: this month's release is there. */
export type PreparedRefresh =
  | { readonly kind: 'done'; readonly campaign: string }
  | {
      readonly kind: 'due';
      readonly campaign: string;
      readonly shards: number;
      readonly shardItems: number;
      readonly window: number;
      readonly heartbeatSeconds: number;
      readonly operations: number;
    };

/** The identity of the series, which must be a refresh. Throws `spec_invalid` or `campaign_not_found`. */
export async function seriesIdentity(store: ArtifactStore, series: string, options?: CallOptions): Promise<Identity> {
  const identity = await readIdentity(store, series, options);
  if (!identity) throw new MmsynthError('campaign_not_found', `campaign '${series}' is not in ${store.address}.`);
  if (identity.recipe !== 'dynvqa' || identity.options['task'] !== 'refresh')
    throw new MmsynthError(
      'spec_invalid',
      `campaign '${series}' is no refresh of recipe dynvqa; name one whose options.task is refresh.`,
    );
  return identity;
}

/**
 * Makes the campaign that refreshes the newest release of a series, with the classes that are due in that month: identity, operations
 * and import. Done twice it is there once; a month has one release, whatever fires in it.
 */
export async function prepareRefresh(
  store: ArtifactStore,
  { series, at }: RefreshDue,
  options: CallOptions,
): Promise<PreparedRefresh> {
  const first = await seriesIdentity(store, series, options);
  const asOf = at.slice(0, 10);
  const version = asOf.slice(0, 7).replace('-', '');
  const campaign = releaseCampaign(series, version);
  if (await readRelease(store, campaign, options)) return { kind: 'done', campaign };
  const release = await newestRelease(store, series, options);
  if (!release)
    throw new MmsynthError('campaign_not_found', `campaign '${series}' has no sealed release to refresh yet.`);
  const there = await readIdentity(store, campaign, options);
  const identity: Identity = there ?? {
    ...first,
    campaign,
    root: campaign,
    input: { sha256: hashOf([release.campaign, release.manifest]) },
    options: dynvqaOptions.parse({
      ...first.options,
      version,
      asOf,
      classes: [...dueClasses(Number(version.slice(4)))],
    }) as Identity['options'],
  };
  await claimIdentity(store, identity);
  const settings = await readOperations(store, series, await newestOperations(store, series), options);
  const operations = await changeOperations(store, campaign, settings);
  const shards = await importRelease(store, release, campaign, options);
  const { window, heartbeatSeconds } = settings;
  return { kind: 'due', campaign, shards, shardItems: identity.shardItems, window, heartbeatSeconds, operations };
}

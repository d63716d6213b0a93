import { dynvqaOptions, type RefreshOptions } from '../../recipes/dynvqa/options.ts';
import { hashOf } from '../../recipes/sha256.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { claimIdentity, readIdentity, type Identity } from '../campaigns/identity.ts';
import { changeOperations, newestOperations, readOperations } from '../campaigns/operations.ts';
import { MmsynthError } from '../errors.ts';
import { importRelease } from './import-release.ts';
import { dueClasses, versionAt, type RefreshDue } from './note-refresh.ts';
import { newestRelease, readRelease, releaseCampaign, type SealedRelease } from './release-series.ts';

/**
 * What a workflow needs to run the refresh: names and numbers. `done`: the class is in this month's release, which is there.
 * `later`: this month's release was begun without the class, which goes into the next month's.
 */
export type PreparedRefresh =
  | { readonly kind: 'done' | 'later'; readonly campaign: string }
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
  due: RefreshDue,
  options: CallOptions,
): Promise<PreparedRefresh> {
  const { series } = due;
  const first = await seriesIdentity(store, series, options);
  const version = versionAt(due.at);
  const campaign = releaseCampaign(series, version);
  if (version <= refreshOf(first).version) return { kind: 'later', campaign };
  const there = await readIdentity(store, campaign, options);
  if (there && !refreshOf(there).classes.includes(due.class)) return { kind: 'later', campaign };
  if (there && (await readRelease(store, campaign, options))) return { kind: 'done', campaign };
  const release = await newestRelease(store, series, options);
  if (!release)
    throw new MmsynthError('campaign_not_found', `campaign '${series}' has no sealed release to refresh yet.`);
  if (!there) {
    const classes = await dueClasses(store, series, version, options);
    const begun = await begin(
      store,
      monthly(first, release, { version, asOf: due.at.slice(0, 10), classes: [...classes] }),
    );
    if (!begun) return prepareRefresh(store, due, options);
  }
  const settings = await readOperations(store, series, await newestOperations(store, series), options);
  const operations = await changeOperations(store, campaign, settings);
  const shards = await importRelease(store, release, campaign, options);
  const { window, heartbeatSeconds } = settings;
  return { kind: 'due', campaign, shards, shardItems: first.shardItems, window, heartbeatSeconds, operations };
}

const refreshOf = ({ options }: Identity): RefreshOptions => dynvqaOptions.parse(options) as RefreshOptions;

/** A month's campaign: that of the series but for what the month changes. */
const monthly = (
  series: Identity,
  release: SealedRelease,
  changes: Pick<RefreshOptions, 'version' | 'asOf' | 'classes'>,
): Identity => {
  const campaign = releaseCampaign(series.campaign, changes.version);
  return {
    ...series,
    campaign,
    root: campaign,
    input: { sha256: hashOf([release.campaign, release.manifest]) },
    options: dynvqaOptions.parse({ ...series.options, ...changes }) as Identity['options'],
  };
};

/** False where another class was quicker and had other classes in view. */
async function begin(store: ArtifactStore, mine: Identity): Promise<boolean> {
  try {
    await claimIdentity(store, mine);
    return true;
  } catch (error) {
    if (error instanceof MmsynthError && error.code === 'identity_conflict') return false;
    throw error;
  }
}

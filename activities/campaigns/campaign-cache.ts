import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { MmsynthError } from '../errors.ts';
import { withinGrace } from '../within-grace.ts';
import { ancestorsOf, type Ancestor } from './ancestry.ts';
import { readDecisions, type Decision } from './decisions.ts';
import { readIdentity, type Identity } from './identity.ts';
import { readOperations, type Operations } from './operations.ts';

/** Immutable facts of campaigns, read once a worker. */
export interface CampaignCache {
  identity(campaign: string, options: CallOptions): Promise<Identity>;
  ancestors(campaign: string, options: CallOptions): Promise<readonly Ancestor[]>;
  operations(campaign: string, n: number, options: CallOptions): Promise<Operations>;
  /** Decisions up to the retry that opened the revision. */
  decisions(campaign: string, revision: number, options: CallOptions): Promise<readonly Decision[]>;
}

export function createCampaignCache(store: ArtifactStore): CampaignCache {
  const cached = new Map<string, Promise<unknown>>();
  // Read for all shards that wait, so no shard's own cancellation may end the reading.
  function once<T>(key: string, read: () => Promise<T>, { signal }: CallOptions): Promise<T> {
    let reading = cached.get(key) as Promise<T> | undefined;
    if (!reading) {
      reading = read();
      cached.set(key, reading);
      reading.catch(() => cached.delete(key));
    }
    return withinGrace(reading, signal, 0);
  }
  async function find(campaign: string): Promise<Identity> {
    const found = await readIdentity(store, campaign);
    if (found) return found;
    throw new MmsynthError('campaign_not_found', `campaign '${campaign}' is not in ${store.address}.`);
  }
  return {
    identity: (campaign, options) => once(`${campaign} identity`, () => find(campaign), options),
    ancestors: (campaign, options) =>
      once(`${campaign} ancestors`, async () => ancestorsOf(store, await find(campaign)), options),
    operations: (campaign, n, options) =>
      once(`${campaign} operations ${n}`, () => readOperations(store, campaign, n), options),
    decisions: (campaign, revision, options) =>
      revision === 1
        ? Promise.resolve([])
        : once(`${campaign} decisions ${revision}`, () => readDecisions(store, campaign), options),
  };
}

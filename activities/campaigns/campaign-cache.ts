import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { MmsynthError } from '../errors.ts';
import { readDecisions, type Decision } from './decisions.ts';
import { readIdentity, type Identity } from './identity.ts';
import { readOperations, type Operations } from './operations.ts';

/** Immutable facts of campaigns, read once a worker. */
export interface CampaignCache {
  identity(campaign: string, options: CallOptions): Promise<Identity>;
  operations(campaign: string, n: number, options: CallOptions): Promise<Operations>;
  /** Decisions up to the retry that opened the revision. */
  decisions(campaign: string, revision: number, options: CallOptions): Promise<readonly Decision[]>;
}

export function createCampaignCache(store: ArtifactStore): CampaignCache {
  const cached = new Map<string, Promise<unknown>>();
  async function once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const reading = (cached.get(key) as Promise<T> | undefined) ?? read();
    cached.set(key, reading);
    try {
      return await reading;
    } catch (error) {
      cached.delete(key);
      throw error;
    }
  }
  return {
    identity: (campaign, options) =>
      once(`${campaign} identity`, async () => {
        const found = await readIdentity(store, campaign, options);
        if (!found) throw new MmsynthError('campaign_not_found', `campaign '${campaign}' is not in ${store.address}.`);
        return found;
      }),
    operations: (campaign, n, options) =>
      once(`${campaign} operations ${n}`, () => readOperations(store, campaign, n, options)),
    decisions: (campaign, revision, options) =>
      revision === 1
        ? Promise.resolve([])
        : once(`${campaign} decisions ${revision}`, () => readDecisions(store, campaign, options)),
  };
}

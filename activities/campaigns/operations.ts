import { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { operationsKey, operationsPrefix } from '../artifacts/keys.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { concurrencyCeiling, modelSettings, widestFound } from './model-settings.ts';
import { budget } from './budget.ts';
import { searchPrice } from './search-price.ts';
import type { CampaignSpec } from './spec/campaign-spec.ts';
import { trainingSettings } from './training-settings.ts';

/** How a campaign runs, without changing a row: base URLs, credentials' names, prices, window. A new object at each change. */
export const operations = z.strictObject({
  v: z.literal(1),
  models: z.record(z.string(), modelSettings),
  training: trainingSettings.optional(),
  searchPrice: searchPrice.optional(),
  window: z.int(),
  heartbeatSeconds: z.int(),
  budget: budget.optional(),
});
export type Operations = z.infer<typeof operations>;

/** Items in flight for each place of the widest endpoint: enough to keep it full under unequal latencies (bench/README.md). */
const windowPerPlace = 8;

export function operationsOf({
  models,
  training,
  searchPrice: searches,
  window,
  heartbeatSeconds,
  budget: limit,
}: CampaignSpec): Operations {
  const ceilings = Object.values(models).map(concurrencyCeiling);
  // A recipe without models asks nobody.
  const widest = ceilings.length === 0 ? widestFound : Math.max(...ceilings);
  return {
    v: 1,
    models,
    ...(training ? { training } : {}),
    ...(searches ? { searchPrice: searches } : {}),
    window: window ?? windowPerPlace * widest,
    heartbeatSeconds,
    ...(limit ? { budget: limit } : {}),
  };
}

/** Number of the newest operations of a campaign, 0 where there are none. */
export async function newestOperations(store: ArtifactStore, campaign: string): Promise<number> {
  let newest = 0;
  for await (const { key } of store.list(operationsPrefix(campaign)))
    newest = Number(/(\d+)\.json$/.exec(key)?.[1] ?? newest);
  return newest;
}

export async function readOperations(
  store: ArtifactStore,
  campaign: string,
  n: number,
  options?: CallOptions,
): Promise<Operations> {
  const bytes = await store.get(operationsKey(campaign, n), options);
  if (!bytes) throw new Error(`operations ${n} of campaign '${campaign}' are not in the store`);
  return operations.parse(JSON.parse(bytes.toString('utf8')));
}

/** Writes new operations where they differ from the newest; returns the number that counts from now on. */
export async function changeOperations(store: ArtifactStore, campaign: string, next: Operations): Promise<number> {
  const body = canonicalJson(next);
  for (;;) {
    const newest = await newestOperations(store, campaign);
    if (newest > 0 && canonicalJson(await readOperations(store, campaign, newest)) === body) return newest;
    if ((await store.putOnce(operationsKey(campaign, newest + 1), body, 'application/json')) === 'created')
      return newest + 1;
  }
}

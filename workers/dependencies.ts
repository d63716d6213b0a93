import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ActivityDependencies } from '../activities/activities.ts';
import { openS3Store } from '../activities/artifacts/s3-store.ts';
import { createCampaignCache } from '../activities/campaigns/campaign-cache.ts';
import { storedImages } from '../activities/artifacts/stored-images.ts';
import { createGateway, type Gateway } from '../activities/inference/index.ts';
import { spacySidecar } from '../activities/language/spacy-sidecar.ts';
import { createRetrievers } from '../activities/retrieval/retrievers.ts';
import { createTokenCounter } from '../activities/tokenizer/token-counter.ts';
import { specialistProcesses } from '../activities/vision/pool-size.ts';
import { storedCrops } from '../activities/vision/stored-crops.ts';
import { storedDetections } from '../activities/vision/stored-detections.ts';
import { storedMeasures } from '../activities/vision/stored-measures.ts';
import { cacheFolder, nsfwWeightsFile } from '../infra/dev/index.ts';
import { openTabs } from '../activities/shard-runner/campaign-tab.ts';

export interface WorkerDependencies extends ActivityDependencies {
  close(): Promise<void>;
}

/** What the activities of one worker process share: one store, one gateway (with its gates) a campaign, one detector, the retrievers. */
export function createWorkerDependencies(environment: NodeJS.ProcessEnv): WorkerDependencies {
  let storeWaits: string | undefined;
  const store = openS3Store(environment, { forMs: Infinity, onWait: (waitingFor) => (storeWaits = waitingFor) });
  const gateways = new Map<string, { readonly gateway: Gateway; operations: number }>();
  const detections = storedDetections(store, {
    nsfwWeights: nsfwWeightsFile(environment),
    processes: specialistProcesses(environment),
  });
  const retrievers = createRetrievers({ store, cacheFolder: join(cacheFolder(environment), 'corpora'), environment });
  return {
    store,
    campaigns: createCampaignCache(store),
    crop: storedCrops(store),
    detect: detections.detect,
    propose: detections.propose,
    rateNsfw: detections.rateNsfw,
    measureImage: storedMeasures(store),
    parseText: spacySidecar(environment),
    retrieverFor: retrievers.get,
    countTokens: createTokenCounter(store),
    tabOf: openTabs(),
    worker: `${hostname()}:${process.pid}`,
    environment,
    gatewayFor(campaign, operations, n) {
      const known = gateways.get(campaign);
      if (!known) {
        const gateway = createGateway({ models: operations.models, images: storedImages(store), environment });
        gateways.set(campaign, { gateway, operations: n });
        return gateway;
      }
      // An attempt of a shard that was started before a change must not take the change back.
      if (n > known.operations) {
        known.gateway.configure(operations.models);
        known.operations = n;
      }
      return known.gateway;
    },
    waitingFor: (campaign) =>
      storeWaits ??
      gateways
        .get(campaign)
        ?.gateway.status()
        .find(({ waitingFor }) => waitingFor !== undefined)?.waitingFor ??
      retrievers.waitingFor(),
    async close() {
      await Promise.all([...gateways.values()].map(({ gateway }) => gateway.close()));
      await detections.close();
      retrievers.close();
      store.close();
    },
  };
}

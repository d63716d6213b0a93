import { canonicalJson } from '../../recipes/canonical-json.ts';
import { ItemFailure } from '../../recipes/outcome.ts';
import type { Proposals, Services } from '../../recipes/services.ts';
import { imageKey } from '../artifacts/keys.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { MmsynthError } from '../errors.ts';
import { createVision, NSFW_MODEL, sifted, VISION_MODEL, type Vision, VisionError } from './index.ts';

export interface StoredDetections {
  readonly detect: Services['detect'];
  readonly propose: NonNullable<Services['propose']>;
  readonly rateNsfw: NonNullable<Services['rateNsfw']>;
  close(): Promise<void>;
}

export interface StoredDetectionsOptions {
  /** File of the NSFW rating's weights; looked for at the first rating. */
  readonly nsfwWeights: string;
  /** @default 1 */
  readonly processes?: number;
}

const detectionKey = (model: string, sha256: string): string =>
  `detections/${model.replace(/[^a-z0-9.-]+/gi, '_')}/${sha256}.json`;

/** The specialists as services: what they found in an image is kept by model and content hash, so no image is looked at twice. */
export function storedDetections(
  store: ArtifactStore,
  { nsfwWeights, processes = 1 }: StoredDetectionsOptions,
): StoredDetections {
  let vision: Vision | undefined;

  function kept<T>(model: string, look: (vision: Vision, image: Buffer) => Promise<T>): (sha256: string) => Promise<T> {
    const looking = new Map<string, Promise<T>>();
    async function find(sha256: string): Promise<T> {
      const key = detectionKey(model, sha256);
      const known = await store.get(key);
      if (known) return JSON.parse(known.toString('utf8')) as T;
      const image = await store.get(imageKey(sha256));
      if (!image) throw new ItemFailure('image_missing', `image ${sha256} is not in the store`, { image: sha256 });
      vision ??= createVision({ processes });
      const found = await look(vision, image).catch((error: unknown) => {
        throw asOurs(error, sha256);
      });
      return (await store.putOnce(key, canonicalJson(found), 'application/json')) === 'created' ? found : find(sha256);
    }
    return (sha256) => {
      const there = looking.get(sha256);
      if (there) return there;
      const promise = find(sha256).finally(() => looking.delete(sha256));
      looking.set(sha256, promise);
      return promise;
    };
  }

  const propose = kept<Proposals>(VISION_MODEL, (eyes, image) => eyes.propose(image, { objects: true, text: true }));
  const rated = kept<{ readonly nsfw: number }>(NSFW_MODEL, async (eyes, image) => ({
    nsfw: await eyes.rateNsfw(image, nsfwWeights),
  }));
  return {
    detect: async (sha256) => sifted(await propose(sha256)),
    propose,
    rateNsfw: async (sha256) => (await rated(sha256)).nsfw,
    close: async () => vision?.close(),
  };
}

/** What is wrong with the picture is the item's; weights that are not there are the installation's, and asking again does not help. */
function asOurs(error: unknown, sha256: string): unknown {
  if (!(error instanceof VisionError)) return error;
  if (error.code === 'weights_missing') return new MmsynthError('spec_invalid', error.message, { cause: error });
  if (!error.code.startsWith('image_')) return error;
  return new ItemFailure(error.code, error.message, { image: sha256 });
}

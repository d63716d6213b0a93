import { canonicalJson } from '../../recipes/canonical-json.ts';
import { ItemFailure } from '../../recipes/outcome.ts';
import type { Detection, Services } from '../../recipes/services.ts';
import { imageKey } from '../artifacts/keys.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { createVision, VISION_MODEL, type Vision, VisionError } from './index.ts';

export interface StoredDetections {
  readonly detect: Services['detect'];
  close(): Promise<void>;
}

const detectionKey = (sha256: string): string =>
  `detections/${VISION_MODEL.replace(/[^a-z0-9.-]+/gi, '_')}/${sha256}.json`;

/** `services.detect`: what the specialists found in an image is kept by model and content hash, so no image is looked at twice. */
export function storedDetections(store: ArtifactStore): StoredDetections {
  let vision: Vision | undefined;
  const looking = new Map<string, Promise<Detection>>();

  async function look(sha256: string): Promise<Detection> {
    const known = await store.get(detectionKey(sha256));
    if (known) return JSON.parse(known.toString('utf8')) as Detection;
    const image = await store.get(imageKey(sha256));
    if (!image) throw new ItemFailure('image_missing', `image ${sha256} is not in the store`, { image: sha256 });
    vision ??= createVision();
    const found = await vision.detect(image, { objects: true, text: true }).catch((error: unknown) => {
      throw asItemFailure(error, sha256);
    });
    if ((await store.putOnce(detectionKey(sha256), canonicalJson(found), 'application/json')) === 'created')
      return found;
    return look(sha256);
  }

  return {
    detect(sha256) {
      const there = looking.get(sha256);
      if (there) return there;
      const promise = look(sha256).finally(() => looking.delete(sha256));
      looking.set(sha256, promise);
      return promise;
    },
    close: async () => vision?.close(),
  };
}

/** What is wrong with the picture is the item's; what is wrong with the detector is not. */
function asItemFailure(error: unknown, sha256: string): unknown {
  if (!(error instanceof VisionError) || !error.code.startsWith('image_')) return error;
  return new ItemFailure(error.code, error.message, { image: sha256 });
}

import { canonicalJson } from '../../recipes/canonical-json.ts';
import { ItemFailure } from '../../recipes/outcome.ts';
import type { ImageMeasures, Services } from '../../recipes/services.ts';
import { imageKey } from '../artifacts/keys.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { measureImage } from './measure-image.ts';
import { turns } from './turns.ts';

/** Raised whenever a measure changes its meaning. */
const version = 'v1';
const measuresKey = (sha256: string): string => `image-measures/${version}/${sha256}.json`;

/** Pictures in memory at once. */
const atOnce = 4;

/** `services.measureImage`: kept by content hash, so no image is measured twice. */
export function storedMeasures(store: ArtifactStore): NonNullable<Services['measureImage']> {
  const inTurn = turns(atOnce);
  const measuring = new Map<string, Promise<ImageMeasures>>();

  async function measure(sha256: string): Promise<ImageMeasures> {
    const known = await store.get(measuresKey(sha256));
    if (known) return JSON.parse(known.toString('utf8')) as ImageMeasures;
    const image = await store.get(imageKey(sha256));
    if (!image) throw new ItemFailure('image_missing', `image ${sha256} is not in the store`, { image: sha256 });
    const measures = await measureImage(image).catch(() => {
      throw new ItemFailure('image_unreadable', `image ${sha256} cannot be decoded`, { image: sha256 });
    });
    if ((await store.putOnce(measuresKey(sha256), canonicalJson(measures), 'application/json')) === 'created')
      return measures;
    return measure(sha256);
  }

  return (sha256) => {
    const there = measuring.get(sha256);
    if (there) return there;
    const promise = inTurn(() => measure(sha256)).finally(() => measuring.delete(sha256));
    measuring.set(sha256, promise);
    return promise;
  };
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { ItemFailure } from '../../recipes/outcome.ts';
import type { Services } from '../../recipes/services.ts';
import { imageKey } from '../artifacts/keys.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { cropImage, type CropPlace } from './crop-image.ts';
import { turns } from './turns.ts';

/** Raised whenever a cut's bytes change. */
const version = 'v1';
const cropKey = (sha256: string, place: CropPlace): string => `crops/${version}/${sha256}/${place.join('-')}.json`;

/** Pictures in memory at once. */
const atOnce = 4;

const kept = z.object({ sha256: z.string() });

/**
 * `services.crop`: the cut is kept among the images, and its hash by picture and place, so that all workers speak of the same bytes
 * whatever their encoder makes of it.
 */
export function storedCrops(store: ArtifactStore): NonNullable<Services['crop']> {
  const inTurn = turns(atOnce);

  async function cut(sha256: string, place: CropPlace): Promise<string> {
    const key = cropKey(sha256, place);
    const known = await store.get(key);
    if (known) return kept.parse(JSON.parse(known.toString('utf8'))).sha256;
    const image = await store.get(imageKey(sha256));
    if (!image) throw new ItemFailure('image_missing', `image ${sha256} is not in the store`, { image: sha256 });
    const bytes = await cropImage(image, place).catch(() => {
      throw new ItemFailure('image_unreadable', `image ${sha256} cannot be cut at ${place.join(', ')}`, {
        image: sha256,
      });
    });
    const found = createHash('sha256').update(bytes).digest('hex');
    await store.putOnce(imageKey(found), bytes, 'image/jpeg');
    const created = await store.putOnce(key, canonicalJson({ sha256: found }), 'application/json');
    return created === 'created' ? found : cut(sha256, place);
  }

  return (sha256, place) => inTurn(() => cut(sha256, place));
}

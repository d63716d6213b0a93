import { ItemFailure } from '../../recipes/outcome.ts';
import type { ImageSource } from '../inference/index.ts';
import { imageKey } from './keys.ts';
import { sniffMediaType } from './media-type.ts';
import type { ArtifactStore } from './store.ts';

/** The store's images as the gateway reads them, just before the call. */
export function storedImages(store: ArtifactStore): ImageSource {
  return {
    async read(sha256, signal) {
      const bytes = await store.get(imageKey(sha256), { signal });
      if (!bytes) throw new ItemFailure('image_missing', `image ${sha256} is not in the store`, { image: sha256 });
      return { bytes, mediaType: sniffMediaType(bytes) };
    },
    presign: (sha256) => store.presign(imageKey(sha256)),
  };
}

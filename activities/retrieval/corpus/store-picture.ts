import { ItemFailure } from '../../../recipes/outcome.ts';
import { imageKey } from '../../artifacts/keys.ts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { MmsynthError } from '../../errors.ts';
import { checkImage } from '../../import/check-image.ts';
import type { ImageSource } from '../../import/image-source.ts';
import { perceptualHash } from '../perceptual-hash.ts';
import type { Picture } from './corpus.ts';

/** Checks a document's picture, puts it into the store and hashes it. Throws `corpus_invalid` with the document's place. */
export async function storePicture(
  store: ArtifactStore,
  images: ImageSource,
  path: string,
  place: string,
): Promise<Picture['image']> {
  const { sha256, mediaType, width, height, bytes } = await checkImage(images, path).catch((error: unknown) => {
    if (!(error instanceof ItemFailure)) throw error;
    throw new MmsynthError(
      'corpus_invalid',
      `${place}: image: ${error.message} (${error.reason}); correct the path or the file.`,
    );
  });
  await store.putOnce(imageKey(sha256), bytes, mediaType);
  return { sha256, width, height, phash: await perceptualHash(bytes) };
}

import { imageKey } from '../artifacts/keys.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { checkImage, type CheckedImage } from './check-image.ts';
import type { ImageSource } from './image-source.ts';

/** Images checked once remembered at most, by path: records about one image tend to stand together. */
const remembered = 10_000;

/** Takes an image into the store under its content hash; the same path is decoded and sent once. */
export function openImageIntake(store: ArtifactStore, images: ImageSource): (path: string) => Promise<CheckedImage> {
  const known = new Map<string, Promise<CheckedImage>>();
  const take = async (path: string): Promise<CheckedImage> => {
    const { bytes, ...image } = await checkImage(images, path);
    await store.putOnce(imageKey(image.sha256), bytes, image.mediaType);
    return image;
  };
  return (path) => {
    const there = known.get(path);
    if (there) return there;
    const taking = take(path);
    known.set(path, taking);
    if (known.size > remembered) known.delete(known.keys().next().value as string);
    return taking;
  };
}

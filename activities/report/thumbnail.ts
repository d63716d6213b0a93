import sharp from 'sharp';
import { imageKey } from '../artifacts/keys.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { Thumbnail } from './section.ts';

/** Longest side in pixels: a card's picture on a screen of double density. */
const longestSide = 360;
const quality = 72;

/** Reads an image of the store and makes it small; the first frame of an animation, turned upright. */
export function thumbnails(store: ArtifactStore, options?: CallOptions): Thumbnail {
  return async (sha256) => {
    const bytes = await store.get(imageKey(sha256), options);
    if (!bytes) return undefined;
    try {
      const small = sharp(bytes)
        .autoOrient()
        .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
      const jpeg = await small.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true }).toBuffer();
      return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
    } catch {
      return undefined;
    }
  };
}

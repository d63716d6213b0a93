import sharp from 'sharp';
import type { ImageMeasures } from '../../recipes/services.ts';
import { perceptualHash } from '../retrieval/perceptual-hash.ts';

/** Grey values are taken of the picture at this size, in pixels of its longer side. */
const side = 512;

/** Bytes, spread of grey values and perceptual hash of an encoded picture. Throws where it cannot be decoded. */
export async function measureImage(image: Buffer): Promise<ImageMeasures> {
  const [grey, phash] = await Promise.all([
    sharp(image)
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .greyscale()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer(),
    perceptualHash(image),
  ]);
  return { bytes: image.length, deviation: Math.round(deviationOf(grey) * 1000) / 1000, phash };
}

function deviationOf(values: Uint8Array): number {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
}

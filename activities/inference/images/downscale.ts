import sharp from 'sharp';
import { InferenceError } from '../errors.ts';
import { plainImageSize, type ImageSize } from './image-size.ts';

export interface ImageBytes {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** What every vision endpoint decodes. Other formats are sent as JPEG. */
const accepted = new Set(['image/jpeg', 'image/png', 'image/webp']);
/** Decoded size above which an image is refused, in pixels. @default 268 million, sharp's own */
const pixelLimit = 0x3fff * 0x3fff;

/**
 * The image as it is when it fits; otherwise turned upright by its EXIF orientation, scaled so that its longest side is
 * `maxSide` pixels, and encoded as JPEG with quality 90 on white.
 *
 * @throws InferenceError `image_unreadable`
 */
export async function downscale(image: ImageBytes, maxSide: number): Promise<ImageBytes> {
  const plain = plainImageSize(image.bytes);
  if (plain !== undefined && fits(plain, maxSide) && accepted.has(image.mediaType)) return image;
  try {
    const source = sharp(image.bytes, { limitInputPixels: pixelLimit });
    const { orientation = 1, ...size } = await source.metadata();
    if (fits(size, maxSide) && orientation === 1 && accepted.has(image.mediaType)) return image;
    const bytes = await source
      .autoOrient()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 90 })
      .toBuffer();
    return { bytes, mediaType: 'image/jpeg' };
  } catch (error) {
    throw new InferenceError('image_unreadable', `image cannot be decoded: ${(error as Error).message}`, {
      reason: 'image_unreadable',
    });
  }
}

function fits({ width, height }: ImageSize, maxSide: number): boolean {
  return Math.max(width, height) <= maxSide;
}

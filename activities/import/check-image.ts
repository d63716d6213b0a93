import sharp from 'sharp';
import { ItemFailure } from '../../recipes/outcome.ts';
import { sha256 } from '../../recipes/sha256.ts';
import type { ImageSource } from './image-source.ts';

export interface CheckedImage {
  readonly sha256: string;
  /** By content, never by file ending. */
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

/** Formats that inference endpoints take. SVG is code, not a photo, and is left out. */
const mediaTypes: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

/** @default 64 MiB a file, 100 million pixels */
const mostBytes = 64 * 2 ** 20;
const mostPixels = 100e6;

/**
 * Reads, sniffs and fully decodes one image, so that a truncated file is found here and not by the endpoint.
 * @throws ItemFailure image_outside, image_missing, image_empty, image_oversized, image_format, image_unreadable
 */
export async function checkImage(
  images: ImageSource,
  path: string,
): Promise<CheckedImage & { readonly bytes: Buffer }> {
  const size = await images.size(path);
  if (size === undefined) throw new ItemFailure('image_missing', `${path} is not there`, { image: path });
  if (size === 0) throw new ItemFailure('image_empty', `${path} has no bytes`, { image: path });
  if (size > mostBytes)
    throw new ItemFailure('image_oversized', `${path} has ${size} bytes`, { image: path, bytes: size });
  const bytes = await images.read(path);
  const picture = sharp(bytes, { limitInputPixels: false, animated: false });
  const {
    format,
    width = 0,
    height = 0,
    orientation = 1,
  } = await picture.metadata().catch(() => {
    throw new ItemFailure('image_unreadable', `${path} is not an image`, { image: path });
  });
  const mediaType = mediaTypes[format];
  if (!mediaType) throw new ItemFailure('image_format', `${path} is ${format}`, { image: path, format });
  if (width * height > mostPixels)
    throw new ItemFailure('image_oversized', `${path} has ${width}x${height} pixels`, { image: path, width, height });
  // Every pixel is decoded and few are kept. `stats()` would let about half of the files pass that break off.
  await sharp(bytes, { failOn: 'warning' })
    .resize(16, 16, { fit: 'fill', fastShrinkOnLoad: false })
    .raw()
    .toBuffer()
    .catch(() => {
      throw new ItemFailure('image_unreadable', `${path} does not decode to its end`, { image: path });
    });
  const turned = orientation >= 5;
  return { sha256: sha256(bytes), mediaType, width: turned ? height : width, height: turned ? width : height, bytes };
}

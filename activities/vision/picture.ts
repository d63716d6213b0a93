import sharp, { type Sharp } from 'sharp';
import { VisionError } from './vision-error.ts';

/** Most pixels of a picture. */
const MOST_PIXELS = 100e6;

/** A picture turned upright, not yet decoded; sizes are those of the upright picture, in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** A fresh pipeline over the pixels: three channels, transparency on white. */
  readonly pixels: () => Sharp;
}

/** Opens an encoded picture. Throws VisionError `image_unreadable`, `image_animated` or `image_oversized`. */
export async function openPicture(bytes: Uint8Array): Promise<Picture> {
  const source = sharp(bytes, { limitInputPixels: false });
  const {
    width,
    height,
    pages = 1,
    autoOrient,
  } = await source.metadata().catch((cause: unknown) => {
    throw new VisionError('image_unreadable', 'the bytes are no image that can be decoded', { cause });
  });
  if (pages > 1) throw new VisionError('image_animated', `the image has ${pages} frames; give a single one`);
  if (width * height > MOST_PIXELS)
    throw new VisionError('image_oversized', `the image has ${width}x${height} pixels; ${MOST_PIXELS} are the most`);
  const upright = await sharp(bytes)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw new VisionError('image_unreadable', 'the image does not decode to its end', { cause });
    });
  const { width: columns, height: rows, channels } = upright.info;
  return {
    width: autoOrient?.width ?? columns,
    height: autoOrient?.height ?? rows,
    pixels: () => sharp(upright.data, { raw: { width: columns, height: rows, channels } }),
  };
}

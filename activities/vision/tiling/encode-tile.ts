import sharp from 'sharp';
import type { Tile } from './cut-tiles.ts';

/** How a tile is kept: seen through JPEG of a quality, or as it is. */
export type TileForm = { readonly kind: 'jpeg'; readonly quality: number } | { readonly kind: 'png' };

/** zlib's level: a third more bytes than the greatest, and a third of its time. */
const compressionLevel = 3;

/**
 * A tile's file. A JPEG decodes to exactly the pixels of the trainer's augmentation, which encodes and decodes with Pillow: libjpeg's
 * tables of that quality and colours at half resolution, so a reader must not augment again. A PNG is lossless.
 */
export function encodeTile({ of, left, top, side }: Tile, form: TileForm): Promise<Buffer> {
  const cell = sharp(of.data, { raw: { width: of.width, height: of.height, channels: 3 } }).extract({
    left,
    top,
    width: side,
    height: side,
  });
  return form.kind === 'jpeg'
    ? cell.jpeg({ quality: form.quality, chromaSubsampling: '4:2:0' }).toBuffer()
    : cell.png({ compressionLevel }).toBuffer();
}

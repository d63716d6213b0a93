import sharp from 'sharp';

/** Left, top, right, bottom in whole pixels of the upright picture. */
export type CropPlace = readonly [number, number, number, number];

/** A place cut out of an encoded picture, as JPEG without colour subsampling. Throws where the picture cannot be decoded or the place is not within it. */
export async function cropImage(image: Buffer, [left, top, right, bottom]: CropPlace): Promise<Buffer> {
  const upright = await sharp(image)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({
      resolveWithObject: true,
    });
  const { width, height, channels } = upright.info;
  return sharp(upright.data, { raw: { width, height, channels } })
    .extract({ left, top, width: right - left, height: bottom - top })
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
}
